-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE big (id int PRIMARY KEY);
-- change
CREATE TABLE copy AS SELECT * FROM big;
ALTER TABLE t ADD COLUMN b int;
