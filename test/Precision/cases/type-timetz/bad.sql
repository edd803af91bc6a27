-- expect: type-timetz
-- with: -Wtype-timetz
-- change
CREATE TABLE t (id int PRIMARY KEY, opens time with time zone);
