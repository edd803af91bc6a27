-- expect: nothing
-- rows: settings 12
-- before
CREATE TABLE settings (id bigint PRIMARY KEY, name text);
-- change
DO $$
BEGIN
  FOR i IN 1..12 LOOP
    UPDATE settings SET name = 'setting ' || i WHERE id = i;
  END LOOP;
END $$;
