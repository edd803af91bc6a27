-- expect: nothing
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE posts (id bigint PRIMARY KEY, author bigint REFERENCES users (id), at date);
CREATE INDEX posts_author_idx ON posts (author);
-- change
CREATE INDEX CONCURRENTLY posts_author_at_idx ON posts (author, at);
DROP INDEX CONCURRENTLY posts_author_idx;
