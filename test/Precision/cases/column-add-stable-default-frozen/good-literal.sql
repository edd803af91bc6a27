-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD COLUMN since date NOT NULL DEFAULT '2020-01-01';
