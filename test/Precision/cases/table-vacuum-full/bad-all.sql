-- expect: table-vacuum-full
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
-- change
VACUUM FULL;
