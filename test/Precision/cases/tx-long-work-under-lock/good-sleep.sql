-- expect: nothing
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change
SELECT pg_sleep(0.01);
ALTER TABLE orders ADD COLUMN note text;
