-- expect: nothing
-- with: -Winsert-without-columns
-- before
CREATE TABLE customers (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, state text, total numeric, note text);
CREATE INDEX orders_state_idx ON orders (state);
-- change
INSERT INTO customers (id, name) VALUES (1, 'Ada');
