-- expect: nothing
-- rows: users 0
-- before
CREATE TABLE users (id int PRIMARY KEY, name varchar(200));
-- change
ALTER TABLE users ALTER COLUMN name TYPE varchar(50);
