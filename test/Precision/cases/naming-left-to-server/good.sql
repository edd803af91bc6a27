-- expect: nothing
-- with: -Wnaming-left-to-server
-- before
CREATE TABLE customers (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, state text, total numeric, note text);
CREATE INDEX orders_state_idx ON orders (state);
-- change
CREATE INDEX CONCURRENTLY orders_customer_idx ON orders (customer);
