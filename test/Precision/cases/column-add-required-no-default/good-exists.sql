-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL);
-- change
ALTER TABLE t ADD COLUMN IF NOT EXISTS a int NOT NULL;
