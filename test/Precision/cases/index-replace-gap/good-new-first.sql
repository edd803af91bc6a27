-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE INDEX t_a ON t (a);
-- change
CREATE INDEX CONCURRENTLY t_a_b ON t (a, b);
DROP INDEX CONCURRENTLY t_a;
