-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
BEGIN;
SAVEPOINT s;
ALTER TABLE t ADD a int;
RELEASE SAVEPOINT s;
COMMIT;
