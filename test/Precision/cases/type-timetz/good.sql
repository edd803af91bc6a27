-- expect: nothing
-- with: -Wtype-timetz
-- change
CREATE TABLE t (id int PRIMARY KEY, opens time, at timestamptz);
