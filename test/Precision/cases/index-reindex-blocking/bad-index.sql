-- expect: index-reindex-blocking
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE INDEX t_a ON t (a);
-- change
REINDEX (VERBOSE) INDEX public.t_a;
