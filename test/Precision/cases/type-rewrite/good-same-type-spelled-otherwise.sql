-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, n int, at timestamptz);
-- change
ALTER TABLE t ALTER COLUMN n TYPE integer, ALTER COLUMN at TYPE timestamp with time zone;
