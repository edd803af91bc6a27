-- expect: nothing
-- before
CREATE TABLE orders (id bigint PRIMARY KEY);
-- change
CREATE TABLE order_lines (order_id bigint, n int, sku text, PRIMARY KEY (order_id, n));
CREATE INDEX order_lines_sku_idx ON order_lines (sku);
CREATE UNIQUE INDEX ON order_lines (sku, order_id);
