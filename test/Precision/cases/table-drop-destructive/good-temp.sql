-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
CREATE TEMP TABLE work AS SELECT * FROM t;
DROP TABLE work;
