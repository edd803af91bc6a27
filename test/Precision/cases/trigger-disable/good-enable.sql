-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
ALTER TABLE t ENABLE TRIGGER ALL;
SET session_replication_role = DEFAULT;
SET session_replication_role = 'origin';
