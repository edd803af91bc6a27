-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, price numeric(10,2));
-- change
ALTER TABLE t ALTER COLUMN price TYPE numeric(14,2);
