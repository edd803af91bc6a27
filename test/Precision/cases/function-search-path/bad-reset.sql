-- expect: function-search-path
-- before
CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog AS 'SELECT 1';
-- change
ALTER FUNCTION f() RESET search_path;
