-- expect: tx-nesting
-- tool: flyway
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
BEGIN;
ALTER TABLE t ADD a int;
COMMIT;
