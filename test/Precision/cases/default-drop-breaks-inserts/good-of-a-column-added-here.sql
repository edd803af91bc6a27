-- expect: nothing
-- before
CREATE TABLE users (id int PRIMARY KEY);
-- change
-- fills the rows that are there; no code inserts into the column yet, but all code inserts without it
ALTER TABLE users ADD COLUMN state text DEFAULT 'new';
ALTER TABLE users ALTER COLUMN state DROP DEFAULT;
