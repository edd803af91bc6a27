-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
-- change
UPDATE t SET b = a WHERE id IN (SELECT id FROM t WHERE b IS NULL ORDER BY id FETCH FIRST 1000 ROWS ONLY FOR UPDATE SKIP LOCKED);
