-- expect: nothing
-- with: -Wtype-char
-- change
CREATE TABLE t (id int PRIMARY KEY, code varchar(4), "char" text);
