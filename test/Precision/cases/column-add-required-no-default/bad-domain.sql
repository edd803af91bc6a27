-- expect: column-add-required-no-default, column-add-domain-rewrite
-- refused
-- before
CREATE DOMAIN code AS text NOT NULL;
CREATE DOMAIN part_code AS code;
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD COLUMN a part_code;
