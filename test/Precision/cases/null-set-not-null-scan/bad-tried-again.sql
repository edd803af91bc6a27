-- expect: null-set-not-null-scan
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
-- change
DO $$
BEGIN
  FOR i IN 1..5 LOOP
    BEGIN
      SET LOCAL lock_timeout = '1s';
      ALTER TABLE orders ALTER COLUMN state SET NOT NULL;
      EXIT;
    EXCEPTION WHEN lock_not_available THEN
      IF i = 5 THEN RAISE; END IF;
      PERFORM pg_sleep(i);
    END;
  END LOOP;
END $$;
