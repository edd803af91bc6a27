-- expect: nothing
-- with: -Windex-drop-blocking
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE INDEX t_a ON t (a);
-- change
DROP INDEX CONCURRENTLY IF EXISTS t_a;
