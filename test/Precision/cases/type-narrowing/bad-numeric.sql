-- expect: type-narrowing, type-rewrite
-- before
CREATE TABLE users (id bigint PRIMARY KEY, n numeric(20,2));
-- change
ALTER TABLE users ALTER COLUMN n TYPE numeric(10,2);
