-- expect: lock-timeout-too-long
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
SET lock_timeout = '5min';
ALTER TABLE t ADD a int;
