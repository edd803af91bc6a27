-- expect: function-overload-ambiguous
-- before
CREATE FUNCTION total(a int) RETURNS int LANGUAGE sql AS 'SELECT a';
-- change
CREATE FUNCTION total(a bigint) RETURNS bigint LANGUAGE sql AS 'SELECT a';
