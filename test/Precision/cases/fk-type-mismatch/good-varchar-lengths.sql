-- expect: nothing
-- change
CREATE TABLE a (id varchar(20) PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a text REFERENCES a (id));
