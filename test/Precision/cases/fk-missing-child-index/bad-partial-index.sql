-- expect: fk-missing-child-index
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE posts (id bigint PRIMARY KEY, author_id bigint, gone boolean);
CREATE INDEX ON posts (author_id) WHERE gone;
-- change
ALTER TABLE posts ADD CONSTRAINT f FOREIGN KEY (author_id) REFERENCES users (id) NOT VALID;
