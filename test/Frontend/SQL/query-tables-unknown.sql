-- A column whose type is not known is left out, and that is said where it is.
-- RUN: schemac inspect %s 2>&1 | FileCheck %s --implicit-check-not=error

CREATE TABLE t (id int, d date);
CREATE FUNCTION f(int) RETURNS int LANGUAGE sql AS 'select 1'; CREATE FUNCTION f(text) RETURNS text LANGUAGE sql AS 'select 1';
CREATE TABLE a AS SELECT id, f(id) AS x FROM t;
CREATE TABLE b AS SELECT * FROM elsewhere();
SELECT d + 1 AS later INTO c FROM t;
CREATE VIEW v AS SELECT id, f(id) AS x FROM t;
CREATE TABLE e (LIKE v, more int);
-- CHECK: query-tables-unknown.sql:6:1: warning: what the columns of a table that is made of a query does is not known: 'a' may be
-- CHECK: query-tables-unknown.sql:7:1: warning: {{.*}}'b' may be
-- CHECK: query-tables-unknown.sql:8:1: warning: {{.*}}'c' may be
-- CHECK: query-tables-unknown.sql:10:1: warning: {{.*}}'e' may be
-- CHECK: table @a {
-- CHECK-NEXT: col @id : i32 nullable
-- CHECK-NEXT: }
-- CHECK-NOT: table @b
-- CHECK: table @e {
-- CHECK-NEXT: col @id : i32 nullable
-- CHECK-NEXT: col @more : i32 nullable
