-- expect: index-function-changed
-- before
CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2 * n';
CREATE TABLE t (id int PRIMARY KEY, b int GENERATED ALWAYS AS (twice(id)) STORED);
-- change
CREATE OR REPLACE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 3 * n';
