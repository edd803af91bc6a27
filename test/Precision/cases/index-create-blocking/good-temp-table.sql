-- expect: nothing
-- before
CREATE TABLE orders (id bigint PRIMARY KEY);
-- change
CREATE TEMP TABLE staging (id bigint, sku text);
CREATE INDEX ON staging (sku);
