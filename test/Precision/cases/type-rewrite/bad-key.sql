-- expect: type-rewrite, type-client-mapping-change
-- before
CREATE TABLE hits (id serial PRIMARY KEY, n int);
-- change
ALTER TABLE hits ALTER COLUMN id SET DATA TYPE int8;
