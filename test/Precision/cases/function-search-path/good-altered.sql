-- expect: nothing
-- before
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- change
ALTER FUNCTION f() SECURITY DEFINER SET search_path = pg_catalog;
