-- expect: migration-not-repeatable
-- with: -Wmigration-not-repeatable
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
CREATE TABLE u (id int PRIMARY KEY);
