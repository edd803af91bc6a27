-- expect: function-body-references, column-drop-destructive
-- before
CREATE TABLE t (id bigint PRIMARY KEY, phone text);
CREATE FUNCTION n() RETURNS bigint LANGUAGE plpgsql AS $f$ BEGIN RETURN (SELECT count(*) FROM t WHERE phone IS NOT NULL); END $f$;
-- change
ALTER TABLE t DROP COLUMN phone;
