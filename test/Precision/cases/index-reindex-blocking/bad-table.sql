-- expect: index-reindex-blocking
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
REINDEX TABLE t;
