-- expect: storage-unlogged
-- change
CREATE UNLOGGED TABLE a (a int PRIMARY KEY);
