-- expect: nothing
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
-- change
VACUUM (ANALYZE);
