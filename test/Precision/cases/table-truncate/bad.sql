-- expect: table-truncate
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
TRUNCATE t;
