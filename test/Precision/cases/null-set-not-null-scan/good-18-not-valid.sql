-- expect: nothing
-- version: 18
-- before
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change
ALTER TABLE users ADD CONSTRAINT users_email_there NOT NULL email NOT VALID;
ALTER TABLE users VALIDATE CONSTRAINT users_email_there;
