-- expect: drop-cascade, table-drop-destructive
-- before
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE u (id int PRIMARY KEY, t int CONSTRAINT to_t REFERENCES t (id));
-- change
drop table t cascade;
