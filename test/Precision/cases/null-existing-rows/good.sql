-- expect: nothing
-- with: -Wnull-existing-rows
-- before
CREATE TABLE customers (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, state text, total numeric, note text);
CREATE INDEX orders_state_idx ON orders (state);
-- change
ALTER TABLE orders ADD CONSTRAINT orders_note CHECK (note IS NOT NULL) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_note;
ALTER TABLE orders ALTER COLUMN note SET NOT NULL;
