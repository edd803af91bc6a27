-- expect: tx-long-work-under-lock
-- before
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE big (id int PRIMARY KEY);
-- change
BEGIN;
ALTER TABLE t ADD COLUMN b int;
CREATE TABLE copy AS SELECT * FROM big;
COMMIT;
