-- expect: backfill-unbatched
-- before
CREATE TABLE users (id bigint PRIMARY KEY, name text, short text);
-- change
DO $$
DECLARE u record;
BEGIN
  FOR u IN SELECT id, name FROM users LOOP
    UPDATE users SET short = left(u.name, 10) WHERE id = u.id;
  END LOOP;
END $$;
