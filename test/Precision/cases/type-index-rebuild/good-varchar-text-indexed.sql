-- expect: nothing
-- before
CREATE TABLE users (id int PRIMARY KEY, name varchar(20) UNIQUE);
-- change
ALTER TABLE users ALTER COLUMN name TYPE text;
