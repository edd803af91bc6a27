-- expect: lock-timeout-missing
-- with: -Wlock-timeout-missing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
-- SET LOCAL ends with the transaction
BEGIN;
SET LOCAL lock_timeout = '1s';
COMMIT;
ALTER TABLE t ADD a int;
