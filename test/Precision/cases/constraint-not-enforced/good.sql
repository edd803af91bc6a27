-- expect: nothing
-- with: -Wconstraint-not-enforced
-- before
CREATE TABLE customers (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, state text, total numeric, note text);
CREATE INDEX orders_state_idx ON orders (state);
-- change
ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total >= 0) NOT VALID;
ALTER TABLE orders VALIDATE CONSTRAINT orders_total;
