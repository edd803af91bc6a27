-- expect: null-widening-breaks-readers
-- before
CREATE TABLE users (id int PRIMARY KEY, name text NOT NULL);
-- change
ALTER TABLE users ALTER COLUMN name DROP NOT NULL;
