-- expect: default-drop-breaks-inserts, null-set-not-null-scan
-- before
CREATE TABLE users (id int PRIMARY KEY);
-- change
ALTER TABLE users ADD COLUMN state text;
UPDATE users SET state = 'new' WHERE id BETWEEN 1 AND 1000;
ALTER TABLE users ALTER COLUMN state SET NOT NULL;
