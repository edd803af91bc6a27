-- expect: table-alter-merge
-- with: -Wtable-alter-merge
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD a int;
ALTER TABLE t ADD b int;
