-- expect: fk-missing-child-index
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE posts (id bigint PRIMARY KEY);
-- change
-- a new column with NULL everywhere: no row is looked at, but none is indexed either
ALTER TABLE posts ADD COLUMN reviewer bigint REFERENCES users (id);
