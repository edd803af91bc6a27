-- expect: nothing
-- before
CREATE EXTENSION citext;
CREATE TABLE t (id int PRIMARY KEY, email text);
-- change
ALTER TABLE t ALTER COLUMN email TYPE citext;
