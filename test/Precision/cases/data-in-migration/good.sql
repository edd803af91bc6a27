-- expect: nothing
-- with: -Wdata-in-migration
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD a int;
