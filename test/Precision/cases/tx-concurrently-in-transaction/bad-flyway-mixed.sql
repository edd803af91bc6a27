-- expect: history-mixed, tx-concurrently-in-transaction
-- tool: flyway
-- refused
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
BEGIN;
ALTER TABLE t ADD COLUMN b int;
DROP INDEX CONCURRENTLY IF EXISTS t_a;
COMMIT;
