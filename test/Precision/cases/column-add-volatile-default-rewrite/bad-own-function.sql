-- expect: column-add-volatile-default-rewrite
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE FUNCTION new_code() RETURNS text LANGUAGE sql VOLATILE AS $$ SELECT md5(random()::text) $$;
-- change
ALTER TABLE users ADD COLUMN code text DEFAULT new_code();
