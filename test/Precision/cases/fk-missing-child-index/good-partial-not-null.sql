-- expect: nothing
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE TABLE posts (id bigint PRIMARY KEY, reviewer bigint);
CREATE INDEX ON posts (reviewer) WHERE reviewer IS NOT NULL;
-- change
-- a lookup of a key never looks for NULL, so the partial index serves it
ALTER TABLE posts ADD CONSTRAINT f FOREIGN KEY (reviewer) REFERENCES users (id) NOT VALID;
