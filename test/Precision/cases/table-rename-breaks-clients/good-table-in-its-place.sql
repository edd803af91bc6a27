-- expect: nothing
-- before
CREATE TABLE users (id int PRIMARY KEY, name text);
CREATE TABLE users_next (id bigint PRIMARY KEY, name text, email text);
-- change
BEGIN;
ALTER TABLE users RENAME TO users_old;
ALTER TABLE users_next RENAME TO users;
COMMIT;
