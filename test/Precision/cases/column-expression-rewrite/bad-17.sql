-- expect: column-expression-rewrite
-- version: 17
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int GENERATED ALWAYS AS (a + 1) STORED);
-- change
ALTER TABLE t ALTER COLUMN b SET EXPRESSION AS (a + 2);
