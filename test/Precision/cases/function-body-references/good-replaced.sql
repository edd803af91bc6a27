-- expect: column-drop-destructive
-- before
CREATE TABLE t (id bigint PRIMARY KEY, phone text);
CREATE FUNCTION n() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM t WHERE phone IS NOT NULL $$;
-- change
CREATE OR REPLACE FUNCTION n() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM t $$;
ALTER TABLE t DROP COLUMN phone;
