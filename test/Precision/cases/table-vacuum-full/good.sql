-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
VACUUM ANALYZE t;
VACUUM (FREEZE, FULL false) t;
ANALYZE t;
