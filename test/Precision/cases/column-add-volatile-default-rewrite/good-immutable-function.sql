-- expect: nothing
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE FUNCTION two() RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2';
-- change
ALTER TABLE users ADD COLUMN n int NOT NULL DEFAULT two(), ADD COLUMN l text DEFAULT lower('ABC');
