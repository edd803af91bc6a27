-- expect: nothing
-- before
CREATE FUNCTION plain(name text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(name)';
CREATE TABLE customers (id bigint PRIMARY KEY, name text);
-- change
CREATE OR REPLACE FUNCTION plain(name text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT trim(name)';
