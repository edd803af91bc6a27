-- expect: column-drop-destructive
-- before
CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL);
-- change
ALTER TABLE users ALTER COLUMN name DROP NOT NULL;
ALTER TABLE users DROP COLUMN name;
