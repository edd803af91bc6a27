-- expect: tx-long-work-under-lock
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change
BEGIN;
ALTER TABLE users ADD COLUMN note text;
SELECT state, count(*) FROM orders GROUP BY state;
COMMIT;
