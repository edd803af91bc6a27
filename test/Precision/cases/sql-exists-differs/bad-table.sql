-- expect: sql-exists-differs
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY, a int);
