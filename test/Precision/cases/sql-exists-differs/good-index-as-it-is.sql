-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);CREATE INDEX i ON t (a);
-- change
CREATE INDEX IF NOT EXISTS i ON t USING btree (a);
