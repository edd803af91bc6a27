-- expect: nothing
-- version: 18
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL);
-- change
ALTER TABLE t ALTER COLUMN b SET EXPRESSION AS (a + 2);
