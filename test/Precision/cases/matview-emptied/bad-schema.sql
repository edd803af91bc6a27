-- expect: matview-emptied
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE MATERIALIZED VIEW mv AS SELECT a, count(*) AS n FROM t GROUP BY a;
-- change
refresh materialized view public.mv with no data;
