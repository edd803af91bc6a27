-- expect: schema-drop, table-drop-destructive
-- before
CREATE SCHEMA s;
CREATE TABLE s.t (id int PRIMARY KEY);
-- change
DROP SCHEMA s CASCADE;
