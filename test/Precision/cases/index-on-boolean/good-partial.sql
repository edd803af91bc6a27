-- expect: nothing
-- with: -Windex-on-boolean
-- change
CREATE TABLE a (id int PRIMARY KEY, done boolean);
CREATE INDEX a_open ON a (id) WHERE NOT done;
