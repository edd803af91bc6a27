-- expect: storage-rewrite
-- before
CREATE UNLOGGED TABLE q (id int PRIMARY KEY);
-- change
ALTER TABLE q SET LOGGED;
