-- expect: nothing
-- rows: users 40, posts 900
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE posts (id bigint PRIMARY KEY, author_id bigint);
CREATE INDEX posts_author_id_idx ON posts (author_id);
-- change
ALTER TABLE posts ADD CONSTRAINT posts_author_fk FOREIGN KEY (author_id) REFERENCES users (id);
