-- expect: nothing
-- with: -Wprepared-select-star
-- before
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(20));
-- change
ALTER TABLE users ALTER COLUMN name SET DEFAULT 'nobody';
CREATE TABLE posts (id bigint PRIMARY KEY);
ALTER TABLE posts ADD COLUMN title text;
