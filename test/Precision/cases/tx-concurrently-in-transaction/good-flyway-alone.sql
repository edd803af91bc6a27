-- expect: nothing
-- tool: flyway
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
CREATE INDEX CONCURRENTLY t_a ON t (a);
