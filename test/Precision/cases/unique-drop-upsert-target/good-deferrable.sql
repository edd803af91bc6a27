-- expect: nothing
-- before
CREATE TABLE users (id int PRIMARY KEY, email text CONSTRAINT users_email_key UNIQUE DEFERRABLE);
-- change
ALTER TABLE users DROP CONSTRAINT users_email_key;
