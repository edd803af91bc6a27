-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE INDEX t_a ON t (a);
-- change
DROP INDEX CONCURRENTLY t_a;
CREATE INDEX CONCURRENTLY t_b ON t (b);
