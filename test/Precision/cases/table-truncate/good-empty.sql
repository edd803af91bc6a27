-- expect: nothing
-- rows: t 0
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
TRUNCATE t;
