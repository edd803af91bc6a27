-- expect: index-reindex-blocking
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, state text);
-- change
REINDEX SCHEMA public;
