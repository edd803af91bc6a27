-- expect: backfill-unbatched
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE TABLE archive (id int, a int, b int);
-- change
WITH gone AS (DELETE FROM t WHERE a < 5 RETURNING *) INSERT INTO archive SELECT * FROM gone;
