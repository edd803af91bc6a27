-- expect: nothing
-- with: -Wmigration-not-repeatable
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
CREATE TABLE IF NOT EXISTS u (id int PRIMARY KEY);
