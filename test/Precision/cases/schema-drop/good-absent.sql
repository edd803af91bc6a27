-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
DROP SCHEMA IF EXISTS never_there;
