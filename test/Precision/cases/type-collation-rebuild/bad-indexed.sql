-- expect: type-collation-rebuild
-- before
CREATE TABLE t (id int PRIMARY KEY, name text);
CREATE INDEX ON t (name);
-- change
ALTER TABLE t ALTER COLUMN name TYPE text COLLATE "C";
