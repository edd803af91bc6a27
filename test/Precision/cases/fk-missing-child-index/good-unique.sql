-- expect: nothing
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE profiles (id bigint PRIMARY KEY, user_id bigint UNIQUE);
-- change
ALTER TABLE profiles ADD CONSTRAINT f FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;
