-- expect: fk-no-index
-- with: -Wfk-no-index
-- change
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a (id));
