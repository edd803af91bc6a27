-- expect: table-frozen
-- config: limits: {frozen-tables: [t]}
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD COLUMN a int;
