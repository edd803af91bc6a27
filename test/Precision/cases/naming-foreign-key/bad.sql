-- expect: naming-foreign-key
-- with: -Wnaming-foreign-key
-- change
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY, a int CONSTRAINT to_a REFERENCES a (id));
