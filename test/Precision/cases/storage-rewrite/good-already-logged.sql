-- expect: nothing
-- before
CREATE TABLE q (id int PRIMARY KEY);
-- change
ALTER TABLE q SET LOGGED;
