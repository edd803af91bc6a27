-- expect: nothing
-- rows: t 0
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD COLUMN a int NOT NULL;
