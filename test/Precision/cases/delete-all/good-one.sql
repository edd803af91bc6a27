-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
DELETE FROM t WHERE id = 4;
