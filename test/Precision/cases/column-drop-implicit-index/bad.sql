-- expect: column-drop-implicit-index, column-drop-destructive
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE INDEX t_a_b ON t (a, b);
-- change
ALTER TABLE t DROP COLUMN b;
