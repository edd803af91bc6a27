-- expect: nothing
-- before
CREATE FUNCTION plain(name text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(name)';
CREATE TABLE customers (id bigint PRIMARY KEY, name text);
CREATE INDEX customers_plain_idx ON customers (plain(name));
-- change
CREATE FUNCTION plain2(name text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(trim(name))';
CREATE INDEX CONCURRENTLY customers_plain2_idx ON customers (plain2(name));
