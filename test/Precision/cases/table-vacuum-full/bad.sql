-- expect: table-vacuum-full
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
VACUUM FULL t;
