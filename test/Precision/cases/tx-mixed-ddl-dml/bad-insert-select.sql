-- expect: tx-mixed-ddl-dml
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
BEGIN;
ALTER TABLE t ADD COLUMN b int;
CREATE TABLE t_copy (id int, a int);
INSERT INTO t_copy SELECT id, a FROM t;
COMMIT;
