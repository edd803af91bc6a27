-- expect: nothing
-- before
CREATE TABLE t (id bigint, n int);
-- change
CREATE PUBLICATION p FOR TABLE t WITH (publish = 'insert');
