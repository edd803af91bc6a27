-- expect: column-drop-destructive
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
CREATE INDEX t_a_b ON t (a, b);
CREATE INDEX t_a ON t (a);
-- change
ALTER TABLE t DROP COLUMN b;
