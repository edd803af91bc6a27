-- expect: index-hash
-- with: -Windex-hash
-- change
CREATE TABLE a (a int PRIMARY KEY, b int);
CREATE INDEX a_b ON a USING hash (b);
