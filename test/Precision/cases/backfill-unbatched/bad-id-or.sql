-- expect: backfill-unbatched
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
-- change
UPDATE t SET b = 0 WHERE id = 1 OR a > 0;
