-- expect: nothing
-- change
CREATE TABLE a (id int PRIMARY KEY, n int);
CREATE INDEX a_n ON a (n);
CREATE INDEX a_n2 ON a (n) WHERE n > 0;
CREATE INDEX a_n3 ON a (n DESC);
CREATE INDEX a_n4 ON a USING hash (n);
