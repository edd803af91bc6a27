-- expect: fk-cascade-introduced
-- before
CREATE TABLE users (id int PRIMARY KEY);
CREATE TABLE posts (id int PRIMARY KEY, u int CONSTRAINT posts_u_fkey REFERENCES users (id) ON DELETE RESTRICT);
CREATE INDEX ON posts (u);
-- change
ALTER TABLE posts DROP CONSTRAINT posts_u_fkey;
ALTER TABLE posts ADD CONSTRAINT posts_u_fkey FOREIGN KEY (u) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
