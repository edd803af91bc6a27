-- expect: naming-unique
-- with: -Wnaming-unique
-- change
CREATE TABLE a (id int PRIMARY KEY, n int CONSTRAINT one UNIQUE);
