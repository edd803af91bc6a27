-- expect: nothing
-- before
CREATE TABLE customers (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, state text, total numeric, note text);
CREATE INDEX orders_state_idx ON orders (state);
-- change
ALTER TABLE orders ADD COLUMN origin regclass;
