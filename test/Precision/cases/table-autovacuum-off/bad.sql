-- expect: table-autovacuum-off
-- change
CREATE TABLE a (a int PRIMARY KEY) WITH (autovacuum_enabled = false);
