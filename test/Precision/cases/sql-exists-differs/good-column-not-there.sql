-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD COLUMN IF NOT EXISTS a text;
