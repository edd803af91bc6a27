-- expect: nothing
-- before
CREATE TABLE users (id int PRIMARY KEY, name varchar(20), age int CHECK (age > 1));
-- change
ALTER TABLE users ALTER COLUMN name TYPE varchar(40);
