-- expect: type-rewrite, type-client-mapping-change, type-narrowing
-- before
CREATE TABLE hits (id int PRIMARY KEY, n text);
-- change
ALTER TABLE hits ALTER COLUMN n TYPE integer USING n::integer;
