-- expect: table-drop-destructive
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
DROP TABLE IF EXISTS t;
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE INDEX t_a_idx ON t (a);
