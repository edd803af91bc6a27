-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, net cidr);
-- change
ALTER TABLE t ALTER COLUMN net TYPE inet;
