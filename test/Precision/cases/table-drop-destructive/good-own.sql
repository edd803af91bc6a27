-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
CREATE TABLE work (id int);
DROP TABLE work;
