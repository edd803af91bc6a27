-- expect: nothing
-- version: 18
-- before
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, a int, CONSTRAINT f FOREIGN KEY (a) REFERENCES a (id));
CREATE INDEX ON t (a);
-- change
ALTER TABLE t ALTER CONSTRAINT f NOT ENFORCED;
