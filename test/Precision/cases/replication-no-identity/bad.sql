-- expect: replication-no-identity
-- before
CREATE TABLE t (id bigint, n int);
CREATE TABLE k (id bigint PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE k;
-- change
ALTER PUBLICATION p ADD TABLE t;
