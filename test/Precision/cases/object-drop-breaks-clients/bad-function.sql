-- expect: object-drop-breaks-clients
-- before
CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- change
DROP FUNCTION f(int);
