-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
-- change
UPDATE t SET b = a WHERE id IN (SELECT id FROM t WHERE b IS NULL LIMIT 5000);
