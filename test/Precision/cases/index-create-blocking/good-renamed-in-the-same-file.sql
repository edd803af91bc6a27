-- expect: nothing
-- before
CREATE TABLE orders (id bigint PRIMARY KEY);
-- change
CREATE TABLE tmp_lines (order_id bigint, sku text);
ALTER TABLE tmp_lines RENAME TO order_lines;
CREATE INDEX order_lines_sku_idx ON order_lines (sku);
