-- expect: column-add-stable-default-frozen
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();
