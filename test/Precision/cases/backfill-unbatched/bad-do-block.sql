-- expect: backfill-unbatched
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
-- change
DO $$ BEGIN
  UPDATE t SET b = a WHERE b IS NULL;
END $$;
