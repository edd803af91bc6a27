-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, at timestamp(3));
-- change
ALTER TABLE t ALTER COLUMN at TYPE timestamp(6);
