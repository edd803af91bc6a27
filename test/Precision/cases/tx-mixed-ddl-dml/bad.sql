-- expect: tx-mixed-ddl-dml
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
BEGIN;
ALTER TABLE t ADD COLUMN b int;
UPDATE t SET b = a;
COMMIT;
