-- expect: table-drop-destructive
-- before
CREATE TABLE old_a (id bigint PRIMARY KEY);
-- change
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT tablename FROM pg_tables WHERE tablename LIKE 'old_%' LOOP
    EXECUTE format('DROP TABLE %I', r.tablename);
  END LOOP;
END $$;
