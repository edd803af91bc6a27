-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
CREATE MATERIALIZED VIEW v AS SELECT count(*) AS n FROM t WITH NO DATA;
REFRESH MATERIALIZED VIEW v;
