-- expect: type-rewrite
-- before
CREATE TABLE docs (id int PRIMARY KEY, code char(4));
-- change
ALTER TABLE docs ALTER COLUMN code TYPE char(8);
