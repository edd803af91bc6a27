-- expect: nothing
-- before
CREATE TABLE a (id int PRIMARY KEY);
-- change
CREATE SCHEMA s;
ALTER SCHEMA s RENAME TO t;
