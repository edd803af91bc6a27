-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE TABLE t (id int PRIMARY KEY);
TRUNCATE t;
