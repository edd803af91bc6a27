-- expect: backfill-unbatched
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE TABLE u (id int PRIMARY KEY, n int);
-- change
UPDATE t SET b = 1 WHERE a IN (SELECT n FROM u WHERE id = 3);
