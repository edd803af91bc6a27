-- expect: nothing
-- change
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a int8 REFERENCES a (id));
