-- expect: tx-concurrently-in-transaction
-- refused
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
BEGIN;
CREATE INDEX CONCURRENTLY t_a ON t (a);
COMMIT;
