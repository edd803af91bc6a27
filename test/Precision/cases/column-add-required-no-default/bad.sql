-- expect: column-add-required-no-default
-- refused
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD COLUMN a int NOT NULL;
