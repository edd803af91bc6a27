-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int, b int GENERATED ALWAYS AS (a + 1) STORED);
-- change
ALTER TABLE t ALTER COLUMN b DROP EXPRESSION;
