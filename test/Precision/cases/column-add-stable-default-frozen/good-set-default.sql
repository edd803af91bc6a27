-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD COLUMN created_at timestamptz;
ALTER TABLE t ALTER COLUMN created_at SET DEFAULT now();
