-- expect: nothing
-- rows: t 1000
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
-- change
UPDATE t SET b = a;
DELETE FROM t WHERE a < 5;
