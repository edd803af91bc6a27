-- expect: nothing
-- before
CREATE TABLE orders (id int PRIMARY KEY, owner text);
-- change
DO $$
DECLARE r record;
BEGIN
  FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', r.tablename);
    EXECUTE format('CREATE POLICY own ON %I USING (owner = current_user)', r.tablename);
  END LOOP;
END $$;
