-- expect: type-check-scan
-- before
CREATE TABLE users (id int PRIMARY KEY, name varchar(20) CHECK (length(name) > 1));
-- change
-- free but for the check, which is made again
ALTER TABLE users ALTER COLUMN name TYPE varchar(40);
