-- expect: sql-exists-differs
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
ALTER TABLE t ADD COLUMN IF NOT EXISTS a text;
