-- expect: nothing
-- before
CREATE TABLE z (id int);
-- change
CREATE TABLE t (id int PRIMARY KEY);
ALTER TABLE t ADD COLUMN a int NOT NULL;
