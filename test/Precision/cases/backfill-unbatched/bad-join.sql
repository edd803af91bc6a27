-- expect: backfill-unbatched
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE TABLE u (id int PRIMARY KEY, n int);
-- change
UPDATE ONLY t SET b = u.n FROM u WHERE u.id = t.a;
