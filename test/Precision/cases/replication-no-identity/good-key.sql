-- expect: nothing
-- before
CREATE TABLE t (id bigint PRIMARY KEY, n int);
CREATE TABLE k (id bigint PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE k;
-- change
ALTER PUBLICATION p ADD TABLE t;
