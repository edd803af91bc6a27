-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE UNLOGGED TABLE q (id int PRIMARY KEY);
ALTER TABLE q SET LOGGED;
