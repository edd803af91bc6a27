-- expect: tx-validate-with-add
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
BEGIN;
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID;
ALTER TABLE t VALIDATE CONSTRAINT c;
COMMIT;
