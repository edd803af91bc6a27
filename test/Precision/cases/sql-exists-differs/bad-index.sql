-- expect: sql-exists-differs
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);CREATE INDEX i ON t (a);
-- change
CREATE INDEX IF NOT EXISTS i ON t (a, id);
