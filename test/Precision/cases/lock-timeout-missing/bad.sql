-- expect: lock-timeout-missing
-- with: -Wlock-timeout-missing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD a int;
