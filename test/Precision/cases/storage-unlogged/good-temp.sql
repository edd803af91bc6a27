-- expect: nothing
-- change
CREATE TEMP TABLE a (a int PRIMARY KEY);
CREATE TABLE unlogged (a int PRIMARY KEY);
