-- expect: nothing
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, sku text, n int);
-- change
CREATE TABLE order_totals AS SELECT sku, sum(n) AS n FROM orders GROUP BY sku;
CREATE INDEX order_totals_sku_idx ON order_totals (sku);
