-- expect: function-search-path
-- before
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';
-- change
ALTER FUNCTION f() SECURITY DEFINER;
