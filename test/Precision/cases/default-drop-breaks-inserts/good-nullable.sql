-- expect: nothing
-- before
CREATE TABLE users (id int PRIMARY KEY, state text DEFAULT 'new');
-- change
ALTER TABLE users ALTER COLUMN state DROP DEFAULT;
