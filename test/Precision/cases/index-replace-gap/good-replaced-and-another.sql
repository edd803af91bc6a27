-- expect: nothing
-- before
CREATE TABLE users (id bigint PRIMARY KEY, email text, name text);
CREATE INDEX users_email_idx ON users (email);
-- change
CREATE INDEX CONCURRENTLY users_email_name_idx ON users (email, name);
DROP INDEX CONCURRENTLY users_email_idx;
CREATE INDEX CONCURRENTLY users_email_lower_idx ON users (email) WHERE name IS NULL;
