-- expect: tx-long-work-under-lock, table-vacuum-full
-- tool: flyway
-- before
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
-- change
ALTER TABLE users ADD COLUMN email text;
CLUSTER orders USING orders_pkey;
