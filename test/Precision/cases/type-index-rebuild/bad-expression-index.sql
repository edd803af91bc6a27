-- expect: type-index-rebuild
-- before
CREATE TABLE users (id int PRIMARY KEY, name varchar(20));
CREATE INDEX users_lower_name ON users (lower(name));
-- change
ALTER TABLE users ALTER COLUMN name TYPE text;
