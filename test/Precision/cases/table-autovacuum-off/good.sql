-- expect: nothing
-- change
CREATE TABLE a (a int PRIMARY KEY) WITH (autovacuum_enabled = true, fillfactor = 80);
