-- expect: table-drop-destructive
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
DROP TABLE t;
