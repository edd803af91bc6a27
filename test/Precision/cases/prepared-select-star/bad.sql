-- expect: prepared-select-star
-- with: -Wprepared-select-star
-- before
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20));
-- change
ALTER TABLE users ADD COLUMN email text;
