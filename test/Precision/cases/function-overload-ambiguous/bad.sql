-- expect: function-overload-ambiguous
-- before
CREATE FUNCTION total(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
-- change
CREATE FUNCTION total(a int, b int DEFAULT 0) RETURNS int LANGUAGE sql AS 'SELECT a + b';
