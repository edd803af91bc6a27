-- Tables that are made of queries, views and types have their columns and types, as far as a server
-- is the only one to know them; what is not known is said, see query-tables-unknown.sql.
-- RUN: schemac inspect %s 2>&1 | FileCheck %s --implicit-check-not=error --implicit-check-not=sql-opaque

CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (id int primary key, a varchar(10), n numeric(10,2), c char(3), b bigint, f real, ts timestamptz(3), m mood, ar int[], j jsonb, si smallint, tx text COLLATE "C", d date);
CREATE VIEW v AS SELECT id AS x, a, n FROM t;
CREATE TABLE q1 AS SELECT CASE WHEN id > 1 THEN a ELSE 'x' END AS k, COALESCE(a, 'y') AS l, COALESCE(n, 0) AS m, NULLIF(n, n) AS o FROM t;
CREATE TABLE q3 AS SELECT a || 'x' AS k, 'x' || a AS l, a || tx AS m, id + b AS n, id * n AS o, f + n AS p, si + id AS q, n / 2 AS r, -id AS s FROM t;
CREATE TABLE q4 AS SELECT x.* FROM (VALUES (1, 'a', 2.5), (2, NULL, 3)) AS x(p, q, r);
CREATE TABLE q6 AS SELECT a, n FROM t UNION ALL SELECT a, n FROM t;
CREATE TABLE q7 AS SELECT * FROM v;
CREATE TABLE q8 AS WITH r AS (SELECT id, n FROM t), s AS (SELECT * FROM r) SELECT s.id, t.a, t.m, t.ar FROM s JOIN t ON t.id = s.id;
CREATE TABLE q9 AS SELECT row_number() OVER (ORDER BY id) AS rn, count(*) OVER () AS c, EXISTS (SELECT 1 FROM t x) AS e, (SELECT max(id) FROM t) AS m, id IN (1, 2) AS i, a LIKE 'x' AS l FROM t;
CREATE TABLE q10 AS SELECT CURRENT_DATE AS d, now() AS n, LOCALTIMESTAMP AS l, CURRENT_TIMESTAMP AS c, 99999999999 AS big, 1.5e3 AS ex, true AS t, 'x' AS s, NULL AS nu, '2020-01-01'::date AS dt, 5::smallint AS si;
CREATE TABLE q11 AS SELECT array_agg(id) AS k, json_agg(id) AS l, string_agg(a, ',') AS m, bool_and(id > 1) AS o, jsonb_build_object('a', 1) AS p FROM t;
CREATE TABLE q12 AS SELECT tx, lower(tx) AS l, upper(a) AS u, tx || 'x' AS k FROM t;
CREATE TABLE q13 AS SELECT GREATEST(id, b) AS g, LEAST(n, n) AS l, CASE id WHEN 1 THEN n ELSE n END AS c, CASE WHEN id > 1 THEN n END AS c2 FROM t;
CREATE TABLE q14 AS WITH RECURSIVE r(i) AS (SELECT id FROM t UNION ALL SELECT i + 1 FROM r) SELECT i FROM r;
CREATE TABLE q15 (only_one) AS SELECT id, a FROM t;
SELECT id, a INTO q17 FROM t WHERE false;
SELECT 1 AS a, 'x'::varchar(5) AS b INTO UNLOGGED q18;
CREATE TABLE q19 AS SELECT id FROM t NATURAL JOIN v;
CREATE RECURSIVE VIEW nums (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM nums WHERE n < 100;
CREATE TABLE like_view (LIKE v, extra int);
CREATE TYPE pair AS (a int, b text COLLATE "C");
CREATE TABLE like_type (LIKE pair INCLUDING ALL);
CREATE TABLE typed OF pair;
CREATE TABLE typed_more OF pair (PRIMARY KEY (a), b WITH OPTIONS DEFAULT 'x' NOT NULL, CHECK (b <> ''));
SELECT id INTO TEMP gone FROM t;

-- CHECK: warning: that a table is of a type is no part of a schema
-- CHECK-NEXT: CREATE TABLE typed OF pair
-- CHECK: table @like_view {
-- CHECK-NEXT: col @x : i32 nullable
-- CHECK-NEXT: col @a : varchar(10) nullable
-- CHECK-NEXT: col @n : numeric(10, 2) nullable
-- CHECK-NEXT: col @extra : i32 nullable
-- CHECK: table @typed_more {
-- CHECK-NEXT: col @a : i32
-- CHECK-NEXT: col @b : text {{.*}}default sql"'x'"
-- CHECK: view @nums (@n) as sql"WITH RECURSIVE nums (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM nums WHERE n < 100) SELECT n FROM nums"
