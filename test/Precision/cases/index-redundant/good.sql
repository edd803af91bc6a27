-- expect: nothing
-- with: -Windex-redundant
-- change
CREATE TABLE a (id int PRIMARY KEY, n int, m int);
CREATE UNIQUE INDEX a_n ON a (n);
CREATE INDEX a_nm ON a (n, m);
