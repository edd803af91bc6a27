-- expect: column-drop-destructive
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
ALTER TABLE t DROP COLUMN a, ADD COLUMN a text;
