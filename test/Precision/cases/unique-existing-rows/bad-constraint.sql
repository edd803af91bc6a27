-- expect: unique-existing-rows, unique-add-blocking
-- with: -Wunique-existing-rows
-- before
CREATE TABLE t (id bigint PRIMARY KEY, a int);
-- change
ALTER TABLE t ADD CONSTRAINT t_a_key UNIQUE (a);
