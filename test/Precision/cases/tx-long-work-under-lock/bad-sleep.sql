-- expect: tx-long-work-under-lock
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change
BEGIN;
ALTER TABLE orders ADD COLUMN note text;
SELECT pg_sleep(0.01);
COMMIT;
