-- expect: type-timezone-dependent, type-rewrite
-- before
CREATE TABLE t (id int PRIMARY KEY, at timestamptz);
-- change
ALTER TABLE t ALTER COLUMN at TYPE timestamp without time zone;
