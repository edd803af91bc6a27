-- expect: nothing
-- before
CREATE TABLE users (id int PRIMARY KEY, email text CONSTRAINT users_email_key UNIQUE);
-- change
CREATE UNIQUE INDEX CONCURRENTLY users_email_uidx ON users (email);
ALTER TABLE users DROP CONSTRAINT users_email_key;
