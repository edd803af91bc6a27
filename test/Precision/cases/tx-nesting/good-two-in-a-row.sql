-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
BEGIN; ALTER TABLE t ADD a int; COMMIT;
BEGIN; ALTER TABLE t ADD b int; COMMIT;
