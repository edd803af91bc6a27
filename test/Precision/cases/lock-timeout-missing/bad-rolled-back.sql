-- expect: lock-timeout-missing
-- with: -Wlock-timeout-missing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
BEGIN;
SET lock_timeout = '1s';
ROLLBACK;
ALTER TABLE t ADD a int;
