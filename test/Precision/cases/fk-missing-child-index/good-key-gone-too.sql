-- expect: nothing
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE posts (id bigint PRIMARY KEY, author bigint REFERENCES users (id), at date);
CREATE INDEX posts_author_idx ON posts (author);
-- change
ALTER TABLE posts DROP CONSTRAINT posts_author_fkey;
DROP INDEX CONCURRENTLY posts_author_idx;
