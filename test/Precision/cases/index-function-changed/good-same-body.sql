-- expect: nothing
-- before
CREATE FUNCTION plain(name text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(name)';
CREATE TABLE customers (id bigint PRIMARY KEY, name text);
CREATE INDEX customers_plain_idx ON customers (plain(name));
-- change
CREATE OR REPLACE FUNCTION plain(name text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(name)';
