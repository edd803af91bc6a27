-- expect: backfill-unbatched
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
-- change
WITH old AS (SELECT id FROM t WHERE b IS NULL) UPDATE t SET b = 0 FROM old WHERE old.id = t.id;
