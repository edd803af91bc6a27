-- expect: type-index-rebuild
-- before
CREATE TABLE t (a int);
ALTER TABLE t ADD CONSTRAINT u UNIQUE (a);
-- change
ALTER TABLE t ALTER COLUMN a TYPE oid;
