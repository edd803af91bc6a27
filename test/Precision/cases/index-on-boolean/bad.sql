-- expect: index-on-boolean
-- with: -Windex-on-boolean
-- change
CREATE TABLE a (id int PRIMARY KEY, done boolean);
CREATE INDEX a_done ON a (done);
