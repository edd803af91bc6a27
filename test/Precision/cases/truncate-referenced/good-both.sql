-- expect: table-truncate x2
-- before
CREATE TABLE customers (id bigint PRIMARY KEY, name text, parent bigint REFERENCES customers (id));
CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint REFERENCES customers (id));
CREATE INDEX orders_customer_idx ON orders (customer);
-- change
TRUNCATE customers, orders;
