-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE MATERIALIZED VIEW mv AS SELECT a FROM t WITH NO DATA;
-- change
-- nobody could read it before either
REFRESH MATERIALIZED VIEW mv WITH NO DATA;
