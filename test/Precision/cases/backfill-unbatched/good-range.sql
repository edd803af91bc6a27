-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int);
-- change
UPDATE t SET b = a WHERE id BETWEEN 1 AND 10000;
UPDATE t SET b = a WHERE id > 10000 AND id <= 20000;
UPDATE t SET b = a WHERE id >= 20001 AND id < 30001;
