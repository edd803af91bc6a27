-- expect: fk-missing-child-index
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE posts (id bigint PRIMARY KEY, author bigint REFERENCES users (id));
CREATE INDEX posts_author_idx ON posts (author);
-- change
DROP INDEX CONCURRENTLY posts_author_idx;
