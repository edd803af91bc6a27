-- expect: type-rewrite, type-narrowing
-- before
CREATE TABLE docs (id int PRIMARY KEY, body json);
-- change
ALTER TABLE docs ALTER COLUMN body TYPE jsonb;
