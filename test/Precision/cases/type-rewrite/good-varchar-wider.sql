-- expect: nothing
-- before
CREATE TABLE users (id int PRIMARY KEY, name varchar(20));
CREATE INDEX users_name ON users (name);
-- change
ALTER TABLE users ALTER COLUMN name TYPE varchar(200);
