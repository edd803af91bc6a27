-- expect: default-drop-breaks-inserts
-- before
CREATE TABLE users (id int PRIMARY KEY, state text NOT NULL DEFAULT 'new');
-- change
ALTER TABLE users ALTER COLUMN state DROP DEFAULT;
