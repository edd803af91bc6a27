-- expect: type-client-mapping-change, type-rewrite
-- before
CREATE TABLE t (id bigint PRIMARY KEY, n int);
-- change
ALTER TABLE t ALTER COLUMN n TYPE bigint;
