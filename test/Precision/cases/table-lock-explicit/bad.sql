-- expect: table-lock-explicit
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
BEGIN;
LOCK TABLE t IN ACCESS EXCLUSIVE MODE;
COMMIT;
