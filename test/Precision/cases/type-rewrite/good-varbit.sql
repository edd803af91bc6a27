-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, flags varbit(8));
-- change
ALTER TABLE t ALTER COLUMN flags TYPE varbit(64);
