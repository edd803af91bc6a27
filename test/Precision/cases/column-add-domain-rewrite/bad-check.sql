-- expect: column-add-domain-rewrite
-- before
CREATE DOMAIN percent AS int CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD COLUMN done percent DEFAULT 0;
