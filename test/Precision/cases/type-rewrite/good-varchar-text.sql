-- expect: nothing
-- before
CREATE TABLE users (id int PRIMARY KEY, name varchar(20));
-- change
ALTER TABLE users ALTER COLUMN name TYPE text;
