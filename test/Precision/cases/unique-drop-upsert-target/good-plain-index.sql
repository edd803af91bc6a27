-- expect: nothing
-- before
CREATE TABLE users (id int PRIMARY KEY, email text);
CREATE INDEX users_email_idx ON users (email);
-- change
DROP INDEX CONCURRENTLY IF EXISTS users_email_idx;
