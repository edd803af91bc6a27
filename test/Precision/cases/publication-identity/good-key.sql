-- expect: nothing
-- before
CREATE TABLE t (id bigint PRIMARY KEY, n int);
-- change
CREATE PUBLICATION p FOR TABLE t (id, n) WHERE (id > 0);
