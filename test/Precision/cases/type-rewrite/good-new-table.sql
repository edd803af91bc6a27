-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE TABLE t (id int PRIMARY KEY, n int);
ALTER TABLE t ALTER COLUMN n TYPE bigint;
