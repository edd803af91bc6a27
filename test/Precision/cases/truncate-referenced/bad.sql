-- expect: table-truncate, truncate-referenced
-- refused
-- before
CREATE TABLE customers (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint REFERENCES customers (id));
CREATE INDEX orders_customer_idx ON orders (customer);
-- change
TRUNCATE customers;
