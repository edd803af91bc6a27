-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE TABLE users (id int PRIMARY KEY, phone text);
ALTER TABLE users RENAME COLUMN phone TO phone_number;
