-- expect: table-rename-breaks-clients x2
-- before
CREATE TABLE users (id int PRIMARY KEY, name text);
CREATE TABLE accounts (id bigint PRIMARY KEY, email text);
-- change
BEGIN;
ALTER TABLE users RENAME TO people;
ALTER TABLE accounts RENAME TO users;
COMMIT;
