-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE TABLE users (id int PRIMARY KEY, first text);
ALTER TABLE users ADD COLUMN l int GENERATED ALWAYS AS (length(first)) STORED;
