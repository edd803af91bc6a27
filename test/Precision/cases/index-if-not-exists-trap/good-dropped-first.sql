-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
DROP INDEX CONCURRENTLY IF EXISTS t_a;
CREATE INDEX CONCURRENTLY IF NOT EXISTS t_a ON t (a);
