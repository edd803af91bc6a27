-- expect: drop-cascade, column-drop-destructive
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE VIEW v AS SELECT id, a FROM t;
-- change
ALTER TABLE t DROP COLUMN a CASCADE;
