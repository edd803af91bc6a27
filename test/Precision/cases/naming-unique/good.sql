-- expect: nothing
-- with: -Wnaming-unique
-- change
CREATE TABLE a (id int PRIMARY KEY, n int UNIQUE);
