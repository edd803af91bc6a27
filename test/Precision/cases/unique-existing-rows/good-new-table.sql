-- expect: nothing
-- with: -Wunique-existing-rows
-- change
CREATE TABLE t (id bigint PRIMARY KEY, a int);
CREATE UNIQUE INDEX t_a_key ON t (a);
