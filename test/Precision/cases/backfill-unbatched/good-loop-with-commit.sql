-- expect: nothing
-- before
CREATE TABLE users (id bigint PRIMARY KEY, name text, short text);
-- change
DO $$
DECLARE n bigint;
BEGIN
  LOOP
    UPDATE users SET short = left(name, 10)
      WHERE id IN (SELECT id FROM users WHERE short IS NULL AND name IS NOT NULL LIMIT 5000);
    GET DIAGNOSTICS n = ROW_COUNT;
    COMMIT;
    EXIT WHEN n = 0;
  END LOOP;
END $$;
