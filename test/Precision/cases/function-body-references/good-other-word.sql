-- expect: column-rename-breaks-clients
-- before
CREATE TABLE t (id bigint PRIMARY KEY, phone text);
CREATE FUNCTION n() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM t WHERE id > 0 -- no telephone
$$;
-- change
ALTER TABLE t RENAME phone TO tel;
