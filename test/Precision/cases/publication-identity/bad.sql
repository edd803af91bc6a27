-- expect: publication-identity
-- before
CREATE TABLE t (id bigint PRIMARY KEY, n int);
-- change
CREATE PUBLICATION p FOR TABLE t WHERE (n > 0);
