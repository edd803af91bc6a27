-- expect: nothing
-- before
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
-- change
DROP FUNCTION f();
