-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE INDEX t_a ON t (a);
CREATE INDEX t_a2 ON t (a, id);
-- change
-- t_a2 serves the queries meanwhile
DROP INDEX CONCURRENTLY t_a;
CREATE INDEX CONCURRENTLY t_a_b ON t (a, b);
