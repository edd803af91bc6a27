-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD COLUMN a int;
ALTER TABLE t ADD COLUMN IF NOT EXISTS b varchar(10) NULL;
