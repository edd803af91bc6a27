-- expect: null-existing-rows, null-set-not-null-scan
-- with: -Wnull-existing-rows
-- before
CREATE TABLE customers (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, state text, total numeric, note text);
CREATE INDEX orders_state_idx ON orders (state);
-- change
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
