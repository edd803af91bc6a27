-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
BEGIN;
CREATE TABLE t (id int PRIMARY KEY);
LOCK TABLE t;
COMMIT;
