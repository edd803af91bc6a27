-- expect: nothing
-- before
CREATE TABLE users (id int PRIMARY KEY, name text);
-- change
ALTER TABLE users ALTER COLUMN name SET DATA TYPE character varying;
