-- expect: nothing
-- with: -Wnaming-left-to-server
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
ALTER TABLE t ADD CONSTRAINT t_a_check CHECK (a > 0) NOT VALID;
