-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t DROP COLUMN IF EXISTS a;
