-- expect: nothing
-- with: -Wmigration-not-repeatable
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
BEGIN;
CREATE TABLE u (id int PRIMARY KEY);
COMMIT;
