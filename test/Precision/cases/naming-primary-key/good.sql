-- expect: nothing
-- with: -Wnaming-primary-key
-- change
CREATE TABLE t (id int PRIMARY KEY);
