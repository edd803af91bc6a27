-- expect: table-vacuum-full
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
CLUSTER t USING t_pkey;
