-- expect: nothing
-- before
CREATE DOMAIN percent AS int;
CREATE TABLE t (id int PRIMARY KEY, done int);
-- change
ALTER DOMAIN percent ADD CONSTRAINT p CHECK (VALUE BETWEEN 0 AND 100);
