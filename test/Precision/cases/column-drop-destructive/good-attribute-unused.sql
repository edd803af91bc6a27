-- expect: nothing
-- before
CREATE TYPE place AS (street text, town text);
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TYPE place DROP ATTRIBUTE town;
