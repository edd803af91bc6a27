-- expect: nothing
-- before
CREATE TABLE users (id int PRIMARY KEY, state text NOT NULL DEFAULT 'new');
-- change
ALTER TABLE users ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state SET DEFAULT 'open';
