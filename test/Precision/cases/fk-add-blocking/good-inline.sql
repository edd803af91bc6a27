-- expect: nothing
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
-- change
CREATE TABLE IF NOT EXISTS sessions (id bigint PRIMARY KEY, user_id bigint NOT NULL REFERENCES users (id));
