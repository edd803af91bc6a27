-- expect: nothing
-- with: -Wlock-timeout-missing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
SET lock_timeout TO '2s';
ALTER TABLE t ADD a int;
