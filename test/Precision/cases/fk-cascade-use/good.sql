-- expect: nothing
-- with: -Wfk-cascade-use
-- change
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a (id) ON DELETE RESTRICT ON UPDATE CASCADE);
