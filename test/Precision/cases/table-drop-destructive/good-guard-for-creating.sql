-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
-- the usual beginning of a file that may run again
DROP TABLE IF EXISTS t;
CREATE TABLE t (id int PRIMARY KEY);
