-- expect: table-truncate
-- tool: flyway
-- before
CREATE TABLE cache (id bigint PRIMARY KEY, body text);
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE MATERIALIZED VIEW totals AS SELECT count(*) AS n FROM orders;
CREATE UNIQUE INDEX totals_n_idx ON totals (n);
-- change
REFRESH MATERIALIZED VIEW CONCURRENTLY totals;
TRUNCATE cache;
