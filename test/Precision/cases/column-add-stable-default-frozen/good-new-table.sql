-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE TABLE t (id int PRIMARY KEY);
ALTER TABLE t ADD created_at timestamptz DEFAULT now();
