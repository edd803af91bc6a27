-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL);
ALTER TABLE users ALTER name DROP NOT NULL;
