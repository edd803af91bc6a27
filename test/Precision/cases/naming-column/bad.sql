-- expect: naming-column
-- with: -Wnaming-column
-- change
CREATE TABLE t (id int PRIMARY KEY, "createdAt" timestamptz);
