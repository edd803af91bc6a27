-- expect: table-lock-explicit
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
BEGIN;
LOCK t;
COMMIT;
