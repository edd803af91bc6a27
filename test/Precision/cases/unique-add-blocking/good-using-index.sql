-- expect: nothing
-- before
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change
CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email);
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;
