-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
-- change
CREATE TEMPORARY TABLE work AS SELECT id, a FROM t;
UPDATE work SET a = a + 1;
DELETE FROM work WHERE a > 3;
