-- expect: tx-concurrently-in-transaction
-- refused
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change
DO $$ BEGIN EXECUTE 'CREATE INDEX CONCURRENTLY orders_state ON orders (state)'; END $$;
