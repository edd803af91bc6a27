-- expect: naming-left-to-server
-- with: -Wnaming-left-to-server
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
ALTER TABLE t ADD CHECK (a > 0) NOT VALID;
