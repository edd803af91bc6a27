-- expect: grant-option
-- with: -Wgrant-option
-- before
CREATE TABLE customers (id bigint PRIMARY KEY, name text);
CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, state text, total numeric, note text);
CREATE INDEX orders_state_idx ON orders (state);
-- change
GRANT SELECT ON orders TO CURRENT_USER WITH GRANT OPTION;
