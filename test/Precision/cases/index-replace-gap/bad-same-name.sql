-- expect: index-replace-gap
-- before
CREATE TABLE users (id bigint PRIMARY KEY, email text, name text);
CREATE INDEX users_email_idx ON users (email);
-- change
DROP INDEX CONCURRENTLY users_email_idx;
CREATE INDEX CONCURRENTLY users_email_idx ON users (email, name);
