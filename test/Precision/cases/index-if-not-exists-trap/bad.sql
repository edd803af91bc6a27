-- expect: index-if-not-exists-trap
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
CREATE INDEX CONCURRENTLY IF NOT EXISTS t_a ON t (a);
