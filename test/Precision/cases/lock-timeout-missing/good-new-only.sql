-- expect: nothing
-- with: -Wlock-timeout-missing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
CREATE TABLE u (id int PRIMARY KEY);
ALTER TABLE u ADD a int;
