-- expect: nothing
-- version: 16
-- before
CREATE TABLE t (id int PRIMARY KEY, at timestamp);
-- change
SET timezone = 'UTC';
ALTER TABLE t ALTER COLUMN at TYPE timestamptz;
