-- expect: fk-type-mismatch
-- change
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a int REFERENCES a (id));
