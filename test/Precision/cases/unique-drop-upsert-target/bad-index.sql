-- expect: unique-drop-upsert-target
-- before
CREATE TABLE users (id int PRIMARY KEY, email text);
CREATE UNIQUE INDEX users_email_key ON users (email);
-- change
DROP INDEX CONCURRENTLY users_email_key;
