-- expect: default-drop-breaks-inserts
-- before
CREATE TABLE users (id int PRIMARY KEY);
-- change
ALTER TABLE users ADD COLUMN state text NOT NULL DEFAULT 'new';
ALTER TABLE users ALTER COLUMN state DROP DEFAULT;
