-- expect: nothing
-- with: -Wlock-timeout-missing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
SELECT set_config('lock_timeout', '2s', false);
ALTER TABLE t ADD a int;
