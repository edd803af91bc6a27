-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE SCHEMA s;
DROP SCHEMA s;
