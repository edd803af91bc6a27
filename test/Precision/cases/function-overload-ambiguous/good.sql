-- expect: nothing
-- before
CREATE FUNCTION total(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
-- change
CREATE FUNCTION total(a int, b int) RETURNS int LANGUAGE sql AS 'SELECT a + b';
