-- expect: object-rename-breaks-clients
-- before
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- change
ALTER FUNCTION f(int) RENAME TO g;
