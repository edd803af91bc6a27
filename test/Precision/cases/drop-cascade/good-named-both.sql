-- expect: table-drop-destructive, object-drop-breaks-clients
-- before
CREATE TABLE t (id int PRIMARY KEY);
CREATE VIEW v AS SELECT id FROM t;
-- change
DROP VIEW v;
DROP TABLE t CASCADE;
