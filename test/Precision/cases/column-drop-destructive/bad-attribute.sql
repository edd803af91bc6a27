-- expect: column-drop-destructive
-- before
CREATE TYPE place AS (street text, town text);
CREATE TABLE t (id int PRIMARY KEY, home place);
-- change
ALTER TYPE place DROP ATTRIBUTE town;
