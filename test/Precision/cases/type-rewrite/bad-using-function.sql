-- expect: type-rewrite
-- before
CREATE TABLE users (id int PRIMARY KEY, name text);
-- change
-- the type stays, the values do not
ALTER TABLE users ALTER COLUMN name TYPE text USING upper(name);
