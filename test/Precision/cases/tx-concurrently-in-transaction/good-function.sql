-- expect: nothing
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change
CREATE FUNCTION tidy() RETURNS void LANGUAGE plpgsql AS $$
DECLARE vacuum text := 'vacuum';
BEGIN
  RAISE NOTICE 'VACUUM %', vacuum;
  DELETE FROM orders WHERE id = 1;
END $$;
