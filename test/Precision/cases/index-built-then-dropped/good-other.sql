-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE INDEX t_old ON t (id, a);
-- change
CREATE INDEX CONCURRENTLY t_a ON t (a);
DROP INDEX CONCURRENTLY t_old;
