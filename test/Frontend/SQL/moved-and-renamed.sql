-- What a server keeps as trees follows whatever is moved or renamed: signatures, policies that ask
-- other tables, calls of an extension's functions, names that a view's columns have from a function.
-- RUN: schemac inspect %s 2>&1 | FileCheck %s --implicit-check-not=error: --implicit-check-not='policy @asks' --implicit-check-not='is not known'
CREATE SCHEMA s;
CREATE SCHEMA z;
CREATE SCHEMA ext;

-- The body and the result name the table by its new place.
CREATE TABLE s.log (id int);
CREATE FUNCTION logs() RETURNS SETOF s.log LANGUAGE sql BEGIN ATOMIC SELECT log.id FROM s.log; END;
ALTER TABLE s.log SET SCHEMA z;
-- CHECK-DAG: function @logs () returns_set composite @z.@log {{.*}}FROM z.log

-- A column of a view has its name from the function that it calls, and keeps it.
CREATE FUNCTION s.ok(int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
CREATE TABLE t (id int PRIMARY KEY, x int);
CREATE VIEW v AS SELECT t.id, s.ok(t.x) FROM t;
CREATE VIEW w AS SELECT v.ok FROM v;
ALTER FUNCTION s.ok(int) RENAME TO is_ok;
-- CHECK-DAG: view @v (@id, @ok) as sql"SELECT t.id, s.is_ok(t.x) FROM t"

-- Also in quotes, as a label with a blank must be in an array.
CREATE TYPE mood AS ENUM ('so so', 'ok');
CREATE TABLE moods (all_of mood[] DEFAULT '{"so so",ok}', more mood[] DEFAULT '{ok}');
ALTER TYPE mood RENAME VALUE 'so so' TO 'middling';
ALTER TYPE mood RENAME VALUE 'ok' TO 'very well';
-- CHECK-DAG: default sql"'{middling,\"very well\"}'"
-- CHECK-DAG: default sql"'{\"very well\"}'"

CREATE EXTENSION pgcrypto SCHEMA ext;
CREATE FUNCTION ext.own() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE keys (k bytea DEFAULT ext.gen_random_bytes(8), n int DEFAULT ext.own());
CREATE VIEW salts AS SELECT ext.gen_salt('bf') AS salt FROM keys;
ALTER EXTENSION pgcrypto SET SCHEMA z;
-- CHECK-DAG: default sql"z.gen_random_bytes(8)"
-- CHECK-DAG: default sql"ext.own()"
-- CHECK-DAG: view @salts as sql"SELECT z.gen_salt('bf') AS salt FROM keys"

-- A table that is called like the column, a column of the table within and one of the table without.
CREATE TABLE org (id int PRIMARY KEY, boss int);
CREATE TABLE acc (id int PRIMARY KEY, org int, boss int);
CREATE POLICY of_org ON acc USING (org = 1 AND EXISTS (SELECT 1 FROM org o WHERE o.id = acc.org AND boss > 0));
CREATE POLICY of_acc ON org USING (EXISTS (SELECT 1 FROM acc AS a WHERE a.org > 5 AND a.id = org.id));
ALTER TABLE acc RENAME org TO organisation;
ALTER TABLE acc RENAME boss TO chief;
-- CHECK-DAG: policy @of_org {{.*}}sql"organisation = 1 AND EXISTS (SELECT 1 FROM org o WHERE o.id = acc.organisation AND boss > 0)"
-- CHECK-DAG: policy @of_acc {{.*}}sql"EXISTS (SELECT 1 FROM acc AS a WHERE a.organisation > 5 AND a.id = org.id)"

-- A policy goes with the table that it asks.
CREATE TABLE asked (id int);
CREATE POLICY asks ON t USING (EXISTS (SELECT 1 FROM asked WHERE asked.id = t.id));
DROP TABLE asked CASCADE;

-- A partition and what inherits stand wherever they are put.
CREATE TABLE p (id int) PARTITION BY LIST (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
CREATE TABLE base (id int);
CREATE TABLE kid () INHERITS (base);
ALTER TABLE p1 SET SCHEMA z;
ALTER TABLE kid SET SCHEMA z;
ALTER TABLE base SET SCHEMA s;
-- CHECK-DAG: table @s.@base
-- CHECK-DAG: table @z.@kid {{.*}}inherits (@s.@base)
-- CHECK-DAG: table @z.@p1 partition_of @p

-- A string goes on where a line ends; an interval has a precision.
CREATE TABLE words (w text DEFAULT 'a'
  'b', i interval day to second(3) DEFAULT '1 day', f interval second(1));
-- CHECK-DAG: default sql"'ab'"
-- CHECK-DAG: col @i : native("interval day to second(3)")

-- A multirange is a type of its own.
CREATE TYPE span AS RANGE (subtype = float8);
CREATE TABLE spans (s span_multirange);
-- CHECK-DAG: col @s : native("span_multirange")
