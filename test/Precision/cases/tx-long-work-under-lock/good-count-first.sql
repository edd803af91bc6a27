-- expect: nothing
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change
BEGIN;
SELECT state, count(*) FROM orders GROUP BY state;
ALTER TABLE users ADD COLUMN note text;
COMMIT;
