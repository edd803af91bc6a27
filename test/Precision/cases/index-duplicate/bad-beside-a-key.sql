-- expect: index-duplicate
-- change
CREATE TABLE a (id int PRIMARY KEY, n int);
CREATE INDEX a_id ON a (id);
