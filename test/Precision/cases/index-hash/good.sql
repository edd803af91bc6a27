-- expect: nothing
-- with: -Windex-hash
-- change
CREATE TABLE a (a int PRIMARY KEY, hash int);
CREATE INDEX a_b ON a (hash);
