-- expect: naming-primary-key
-- with: -Wnaming-primary-key
-- change
CREATE TABLE t (id int CONSTRAINT pk PRIMARY KEY);
