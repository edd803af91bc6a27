-- expect: drop-cascade, table-drop-destructive
-- before
CREATE TABLE t (id int PRIMARY KEY);
CREATE VIEW v AS SELECT id FROM t;
-- change
DROP TABLE t CASCADE;
