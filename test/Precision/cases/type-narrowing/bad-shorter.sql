-- expect: type-narrowing, type-rewrite
-- before
CREATE TABLE users (id int PRIMARY KEY, name varchar(200));
-- change
ALTER TABLE users ALTER COLUMN name TYPE varchar(50);
