-- expect: nothing
-- before
CREATE TABLE a (id int PRIMARY KEY);
-- change
CREATE SEQUENCE s;
ALTER SEQUENCE s RESTART WITH 1000;
