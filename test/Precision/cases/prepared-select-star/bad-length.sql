-- expect: prepared-select-star
-- with: -Wprepared-select-star
-- before
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20));
-- change
ALTER TABLE users ALTER COLUMN name TYPE varchar(40);
