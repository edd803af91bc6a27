-- expect: nothing
-- with: -Wtype-float
-- change
CREATE TABLE t (id int PRIMARY KEY, price numeric);
