-- expect: type-index-rebuild
-- before
CREATE EXTENSION citext;
CREATE TABLE users (id int PRIMARY KEY, email text);
CREATE UNIQUE INDEX users_email ON users (email);
-- change
ALTER TABLE users ALTER COLUMN email TYPE citext;
