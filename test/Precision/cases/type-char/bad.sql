-- expect: type-char
-- with: -Wtype-char
-- change
CREATE TABLE t (id int PRIMARY KEY, code char(4));
