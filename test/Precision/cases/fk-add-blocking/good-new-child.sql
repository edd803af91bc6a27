-- expect: nothing
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
-- change
CREATE TABLE sessions (id bigint PRIMARY KEY, user_id bigint NOT NULL);
ALTER TABLE sessions ADD CONSTRAINT sessions_user_fk FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE;
CREATE INDEX sessions_user_idx ON sessions (user_id);
