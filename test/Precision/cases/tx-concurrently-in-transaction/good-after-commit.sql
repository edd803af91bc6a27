-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
BEGIN;
ALTER TABLE t ADD COLUMN b int;
COMMIT;
CREATE INDEX CONCURRENTLY t_a ON t (a);
