-- expect: replication-no-identity
-- before
CREATE TABLE t (id int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE t;
-- change
ALTER TABLE t REPLICA IDENTITY NOTHING;
