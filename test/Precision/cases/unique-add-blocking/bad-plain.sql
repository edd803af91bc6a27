-- expect: unique-add-blocking
-- before
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change
ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);
