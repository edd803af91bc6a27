-- expect: table-autovacuum-off
-- before
CREATE TABLE a (a int PRIMARY KEY);
-- change
ALTER TABLE a SET (autovacuum_enabled = off);
