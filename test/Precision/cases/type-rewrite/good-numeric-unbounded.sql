-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, price decimal(10,2));
-- change
ALTER TABLE t ALTER COLUMN price TYPE numeric;
