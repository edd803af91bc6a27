-- expect: nothing
-- with: -Wnaming-column
-- change
CREATE TABLE t (id int PRIMARY KEY, created_at timestamptz);
