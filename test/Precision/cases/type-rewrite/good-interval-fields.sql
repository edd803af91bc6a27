-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a interval day to second);
CREATE INDEX t_a ON t (a);
-- change
ALTER TABLE t ALTER COLUMN a TYPE interval;
