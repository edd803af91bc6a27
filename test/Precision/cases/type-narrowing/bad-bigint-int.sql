-- expect: type-narrowing, type-rewrite, type-client-mapping-change
-- before
CREATE TABLE users (id bigint PRIMARY KEY, n bigint);
-- change
ALTER TABLE users ALTER COLUMN n TYPE int;
