-- expect: nothing
-- before
CREATE TABLE t (id bigint, n int);
ALTER TABLE t REPLICA IDENTITY FULL;
-- change
CREATE PUBLICATION p FOR TABLE t;
