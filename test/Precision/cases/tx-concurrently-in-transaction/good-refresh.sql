-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE MATERIALIZED VIEW v AS SELECT a, count(*) AS n FROM t GROUP BY a;
CREATE UNIQUE INDEX v_a ON v (a);
-- change
-- this one may stand in a transaction
BEGIN;
REFRESH MATERIALIZED VIEW CONCURRENTLY v;
COMMIT;
