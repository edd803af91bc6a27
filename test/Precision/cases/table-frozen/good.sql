-- expect: nothing
-- config: limits: {frozen-tables: [u]}
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD COLUMN a int;
