-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE TABLE users (id int PRIMARY KEY);
ALTER TABLE users RENAME TO accounts;
