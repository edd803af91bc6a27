-- expect: storage-rewrite, storage-unlogged
-- before
CREATE TABLE q (id int PRIMARY KEY);
-- change
ALTER TABLE q SET UNLOGGED;
