-- expect: nothing
-- with: -Wfk-no-index
-- change
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a (id));
CREATE INDEX b_a ON b (a, id);
