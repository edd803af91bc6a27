-- expect: matview-refresh-blocking
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE MATERIALIZED VIEW v AS SELECT count(*) AS n FROM t;
-- change
REFRESH MATERIALIZED VIEW v;
