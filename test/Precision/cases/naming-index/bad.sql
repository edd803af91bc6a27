-- expect: naming-index
-- with: -Wnaming-index
-- change
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE INDEX i_a ON t (a);
