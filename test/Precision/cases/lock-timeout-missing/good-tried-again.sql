-- expect: nothing
-- with: -Wlock-timeout-missing
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
-- change
DO $$
BEGIN
  FOR i IN 1..5 LOOP
    BEGIN
      SET LOCAL lock_timeout = '1s';
      ALTER TABLE orders ADD COLUMN note text;
      RETURN;
    EXCEPTION WHEN lock_not_available THEN
      PERFORM pg_sleep(i);
    END;
  END LOOP;
  RAISE EXCEPTION 'orders is never free';
END $$;
