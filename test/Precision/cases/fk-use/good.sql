-- expect: nothing
-- with: -Wfk-use
-- change
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a int);
