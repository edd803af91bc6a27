-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, name text);
-- change
ALTER TABLE t ALTER COLUMN name TYPE text COLLATE "C";
