-- expect: type-client-mapping-change, type-narrowing, type-rewrite
-- before
CREATE TABLE t (id int PRIMARY KEY, note varchar(50));
-- change
ALTER TABLE t ALTER COLUMN note TYPE integer USING note::integer;
