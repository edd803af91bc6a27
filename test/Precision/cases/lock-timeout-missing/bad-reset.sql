-- expect: lock-timeout-missing
-- with: -Wlock-timeout-missing
-- before
CREATE TABLE t (id int PRIMARY KEY, b int);
-- change
SET lock_timeout = '1s';
CREATE INDEX CONCURRENTLY ON t (b);
RESET lock_timeout;
ALTER TABLE t ADD a int;
