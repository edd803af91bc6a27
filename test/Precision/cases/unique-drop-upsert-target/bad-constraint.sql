-- expect: unique-drop-upsert-target
-- before
CREATE TABLE users (id int PRIMARY KEY, email text CONSTRAINT users_email_key UNIQUE);
-- change
ALTER TABLE users DROP CONSTRAINT users_email_key;
