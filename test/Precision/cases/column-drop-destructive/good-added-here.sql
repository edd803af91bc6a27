-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
-- a helper of this migration
ALTER TABLE t ADD COLUMN tmp int;
ALTER TABLE t DROP COLUMN tmp;
