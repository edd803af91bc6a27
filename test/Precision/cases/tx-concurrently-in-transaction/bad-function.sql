-- expect: tx-concurrently-in-transaction
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change
CREATE FUNCTION tidy() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  VACUUM orders;
END $$;
