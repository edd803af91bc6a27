-- expect: nothing
-- before
CREATE SCHEMA old;
CREATE TABLE a (id int);
-- change
CREATE TABLE users (id int PRIMARY KEY);
ALTER TABLE users SET SCHEMA old;
