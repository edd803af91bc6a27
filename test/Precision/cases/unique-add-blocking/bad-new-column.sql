-- expect: unique-add-blocking
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
-- change
ALTER TABLE users ADD COLUMN handle varchar(40) UNIQUE;
