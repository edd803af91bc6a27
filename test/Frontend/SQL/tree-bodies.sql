-- Bodies in the SQL standard's form: read to the letter but for stars, and known with what they depend on.
-- RUN: schemac inspect %s -Wno-sql-unmanaged | FileCheck %s


-- CHECK-NOT: @gone
CREATE TYPE mood AS ENUM ('ok', 'bad');
CREATE TABLE t (id int PRIMARY KEY, a int, b int, m mood, "when" date);
CREATE SEQUENCE numbers;

-- CHECK-DAG: function @one () returns i32 language @sql as sql"BEGIN ATOMIC SELECT 1; END"
CREATE FUNCTION one() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END;
-- CHECK-DAG: function @twice (@x : i32) returns i32 language @sql immutable as sql"RETURN x * 2"
CREATE FUNCTION twice(x int) RETURNS int IMMUTABLE RETURN x * 2;
-- CHECK-DAG: function @put (@v : i32 default sql"1 + 1") procedure language @sql as sql"BEGIN ATOMIC\n  INSERT INTO t (id, a) VALUES (v, CASE WHEN v > 0 THEN 1 END);\n  UPDATE t SET b = v WHERE id = v;\nEND"
CREATE PROCEDURE put(v int DEFAULT (1 + 1)) LANGUAGE SQL BEGIN ATOMIC
  INSERT INTO t (id, a) VALUES (v, CASE WHEN v > 0 THEN 1 END);
  UPDATE t SET b = v WHERE id = v;
END;
-- CHECK-DAG: function @f () returns_set composite @t language @sql as sql"BEGIN ATOMIC SELECT t.id, t.a, t.b, t.m, t.\"when\" FROM t WHERE a > 0; END"
CREATE FUNCTION f() RETURNS SETOF t BEGIN ATOMIC SELECT * FROM t WHERE a > 0; END;
-- CHECK-DAG: function @empty () procedure language @sql as sql"BEGIN ATOMIC END"
CREATE PROCEDURE empty() BEGIN ATOMIC END;
-- CHECK-DAG: function @again () returns i32 language @sql as sql"RETURN 2"
CREATE FUNCTION again() RETURNS int RETURN 1;
CREATE OR REPLACE FUNCTION again() RETURNS int RETURN 2;

CREATE TABLE u (id int, a int);
CREATE TYPE gone_mood AS ENUM ('x');
CREATE FUNCTION gone1() RETURNS int RETURN (SELECT a FROM u);
CREATE FUNCTION gone2() RETURNS int RETURN gone1() + 1;
ALTER TABLE u DROP COLUMN a CASCADE;
CREATE FUNCTION gone3() RETURNS bigint BEGIN ATOMIC SELECT count(*) FROM u; END;
DROP TABLE u CASCADE;
CREATE FUNCTION gone4() RETURNS text RETURN 'x'::gone_mood::text;
DROP TYPE gone_mood CASCADE;
