-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE TABLE users (id bigint PRIMARY KEY, email text);
ALTER TABLE ONLY users ADD CONSTRAINT users_email_key UNIQUE (email);
