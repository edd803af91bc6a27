-- expect: nothing
-- with: -Wtable-alter-merge
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD a int, ADD b int;
