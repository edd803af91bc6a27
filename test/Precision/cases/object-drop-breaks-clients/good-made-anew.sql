-- expect: nothing
-- before
CREATE TABLE customers (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, state text, total numeric, note text);
CREATE INDEX orders_state_idx ON orders (state);
CREATE VIEW open_orders AS SELECT id, total FROM orders WHERE state = 'open';
-- change
DROP VIEW open_orders;
CREATE VIEW open_orders AS SELECT id, total, note FROM orders;
