-- expect: column-assigned-twice
-- refused
-- before
CREATE TABLE customers (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, state text, total numeric, note text);
CREATE INDEX orders_state_idx ON orders (state);
-- change
UPDATE orders SET state = 'open', total = 0, state = 'new' WHERE id = 1;
