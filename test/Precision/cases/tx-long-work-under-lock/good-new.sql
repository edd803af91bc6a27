-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
BEGIN;
CREATE TABLE t (id int PRIMARY KEY, a int);
ALTER TABLE t ADD COLUMN b int;
CREATE INDEX t_a ON t (a);
INSERT INTO t VALUES (1, 2, 3);
UPDATE t SET b = 4;
COMMIT;
