-- expect: rls-enable-without-policy
-- before
CREATE TABLE orders (id int PRIMARY KEY, owner text);
-- change
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', r.tablename);
  END LOOP;
END $$;
