-- expect: backfill-unbatched
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
-- change
UPDATE public.t AS x SET b = a + 1 WHERE b IS NULL;
