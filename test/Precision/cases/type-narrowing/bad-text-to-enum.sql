-- expect: type-client-mapping-change, type-narrowing, type-rewrite
-- before
CREATE TYPE state AS ENUM ('new', 'paid');
CREATE TABLE t (id int PRIMARY KEY, state text);
-- change
ALTER TABLE t ALTER COLUMN state TYPE state USING CAST(state AS state);
