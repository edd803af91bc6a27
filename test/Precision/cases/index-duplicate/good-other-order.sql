-- expect: nothing
-- change
CREATE TABLE a (id int PRIMARY KEY, n int, m int);
CREATE INDEX a_nm ON a (n, m);
CREATE INDEX a_mn ON a (m, n);
