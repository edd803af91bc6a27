-- expect: index-create-blocking
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
BEGIN;
ALTER TABLE t ADD COLUMN b int;
COMMIT;
CREATE INDEX t_a ON t (a);
