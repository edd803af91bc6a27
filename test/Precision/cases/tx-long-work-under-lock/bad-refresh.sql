-- expect: tx-long-work-under-lock
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM orders;
CREATE UNIQUE INDEX totals_n ON totals (n);
-- change
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
COMMIT;
