-- expect: backfill-unbatched
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
-- change
DELETE FROM t WHERE a < 5;
