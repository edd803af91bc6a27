-- expect: nothing
-- tool: prisma
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
CREATE TABLE users (id bigint PRIMARY KEY, name text);
-- change
ALTER TABLE users ADD COLUMN note text;
SELECT name FROM users WHERE id = 1;
SELECT coalesce(max(id), 0) + 1 FROM orders;
SELECT set_config('app.tenant', '1', true);
