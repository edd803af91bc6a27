-- expect: tx-mixed-ddl-dml
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change
DO $$
BEGIN
  ALTER TABLE users ADD COLUMN note text;
  UPDATE users SET note = name;
END $$;
