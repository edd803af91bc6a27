-- expect: nothing
-- before
CREATE TABLE users (id int PRIMARY KEY, name varchar(50));
-- change
ALTER TABLE users ALTER COLUMN name TYPE varchar(51);
