-- expect: nothing
-- refused
-- before
CREATE TABLE customers (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, state text, total numeric, note text);
CREATE INDEX orders_state_idx ON orders (state);
-- change
CREATE TABLE orders_columnar (LIKE orders) USING columnar;
INSERT INTO orders_columnar SELECT * FROM orders WHERE id BETWEEN 1 AND 5000;
