-- expect: index-duplicate
-- change
CREATE TABLE a (id int PRIMARY KEY, n int);
CREATE INDEX a_n ON a (n);
CREATE INDEX a_n2 ON a USING btree (n);
