-- expect: table-drop-destructive x2
-- before
CREATE SCHEMA s;
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE s."U" (id int PRIMARY KEY);
-- change
DROP TABLE IF EXISTS t, s."U" CASCADE;
