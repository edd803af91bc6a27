-- expect: nothing
-- with: -Wlock-timeout-missing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
BEGIN;
SET LOCAL lock_timeout = 3000;
ALTER TABLE t ADD a int;
COMMIT;
