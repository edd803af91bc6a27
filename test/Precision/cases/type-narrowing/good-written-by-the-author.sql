-- expect: type-client-mapping-change, type-rewrite
-- before
CREATE TABLE t (id int PRIMARY KEY, note varchar(50));
-- change
ALTER TABLE t ALTER COLUMN note TYPE integer USING CASE WHEN note ~ '^\d{1,9}$' THEN note::integer END;
