-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a regclass);
CREATE INDEX t_a ON t (a);
-- change
ALTER TABLE t ALTER COLUMN a TYPE oid;
