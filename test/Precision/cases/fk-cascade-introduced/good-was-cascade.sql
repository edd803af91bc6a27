-- expect: nothing
-- before
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, u int CONSTRAINT posts_u_fkey REFERENCES users (id) ON DELETE CASCADE);
CREATE INDEX ON posts (u);
-- change
ALTER TABLE posts DROP CONSTRAINT posts_u_fkey, ADD CONSTRAINT fk_posts_users FOREIGN KEY (u) REFERENCES users (id) ON DELETE CASCADE NOT VALID;
