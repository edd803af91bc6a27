-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
BEGIN;
ALTER TABLE t ADD COLUMN b int;
UPDATE t SET b = 5 WHERE id = 1;
INSERT INTO t (id, a) VALUES (100, 1), (101, 2);
COMMIT;
