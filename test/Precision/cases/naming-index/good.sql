-- expect: nothing
-- with: -Wnaming-index
-- change
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE INDEX ON t (a);
