-- expect: column-add-required-no-default, pk-add-scan
-- refused
-- before
CREATE TABLE t (a int);
-- change
ALTER TABLE t ADD COLUMN id int PRIMARY KEY;
