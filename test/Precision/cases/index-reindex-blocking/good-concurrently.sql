-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
REINDEX TABLE CONCURRENTLY t;
REINDEX (CONCURRENTLY, VERBOSE) TABLE t;
