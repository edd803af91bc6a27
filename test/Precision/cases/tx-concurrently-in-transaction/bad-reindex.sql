-- expect: tx-concurrently-in-transaction
-- refused
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
START TRANSACTION;
REINDEX TABLE CONCURRENTLY t;
COMMIT;
