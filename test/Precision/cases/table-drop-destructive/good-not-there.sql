-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
DROP TABLE IF EXISTS u;
