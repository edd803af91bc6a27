-- Forms of queries that a server writes in other words than their authors.
-- RUN: schemac inspect %s | FileCheck %s
-- CHECK-COUNT-27: view @

CREATE TABLE a (id int, x int, own int);
CREATE TABLE b (id int, y int);
CREATE TABLE t (j jsonb, words text[], d text, at timestamptz, n int, big bigint);
CREATE VIEW rows_from AS SELECT y.p, y.q FROM ROWS FROM (generate_series(1, 2), generate_series(1, 3)) AS y (p, q);
CREATE VIEW whole AS SELECT a.*::a AS whole, a.id FROM a;
CREATE VIEW recordset AS SELECT x.a, x.b FROM t, jsonb_to_recordset(t.j) AS x(a int, b text);
CREATE VIEW row_values AS SELECT json_agg(a) AS l FROM a;
CREATE VIEW row_value AS SELECT row_to_json(a) AS r, a AS w FROM a;
CREATE VIEW naturally AS SELECT id, x, y FROM a NATURAL JOIN b;
CREATE VIEW naturally_left AS SELECT a.x, b.y FROM a NATURAL LEFT JOIN b;
CREATE VIEW sample AS SELECT id FROM a TABLESAMPLE system (10);
CREATE VIEW sample_again AS SELECT id FROM a TABLESAMPLE bernoulli (10.5) REPEATABLE (1);
CREATE VIEW rolled AS SELECT x, own, count(*) AS n FROM a GROUP BY ROLLUP (x, own);
CREATE VIEW cubes AS SELECT x, own, count(*) AS n FROM a GROUP BY CUBE (x, own);
CREATE VIEW sets AS SELECT x, own, count(*) AS n FROM a GROUP BY GROUPING SETS ((x), (own), ());
CREATE VIEW sets_of_sets AS SELECT x, own, count(*) AS n, grouping(x) AS g FROM a GROUP BY x, ROLLUP (own, (x, own));
CREATE VIEW locked AS SELECT id FROM a FOR UPDATE;
CREATE VIEW locked_one AS SELECT a.id FROM a JOIN b ON a.id = b.id FOR SHARE OF b;
CREATE VIEW locked_two AS SELECT a.id FROM a, b FOR NO KEY UPDATE SKIP LOCKED;
CREATE VIEW series AS SELECT g FROM generate_series(1, 3) g;
CREATE VIEW series_star AS SELECT * FROM generate_series(1, 3) g;
CREATE VIEW series_own AS SELECT generate_series FROM generate_series(1, 3);
CREATE VIEW ordinal AS SELECT u.x, u.n FROM t, unnest(t.words) WITH ORDINALITY AS u (x, n);
CREATE VIEW ordinal_own AS SELECT x, ordinality FROM t, unnest(t.words) WITH ORDINALITY x;
CREATE VIEW casts AS SELECT string_to_array(d, ',')::text[] AS x, (at AT TIME ZONE 'UTC')::timestamp AS y,
  coalesce(n, 0)::int AS z, regexp_split_to_array(d, ',')::text[] AS w FROM t;
CREATE VIEW sums AS SELECT sum(n)::bigint AS s, max(n)::int AS m, sum(big)::numeric AS q, count(*)::bigint AS k FROM t;
CREATE VIEW narrow AS SELECT sum(n)::int AS s FROM t;
CREATE VIEW inner_star AS SELECT (SELECT s.id FROM (SELECT * FROM a) s LIMIT 1) AS first;
CREATE FUNCTION dup(int) RETURNS int LANGUAGE sql RETURN $1 + 1;
CREATE FUNCTION dup_named(a int) RETURNS int LANGUAGE sql RETURN $1 + 1;
CREATE FUNCTION dups(int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT $1; SELECT $1 + 1; END;
CREATE FUNCTION dups_named(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT $1 + 1; SELECT a; END;
CREATE FUNCTION dup_text(text) RETURNS text LANGUAGE sql RETURN 'a' || $1;
CREATE POLICY p ON a USING (EXISTS (SELECT 1 FROM a WHERE x = 1));
CREATE POLICY q ON a USING (own IN (SELECT a.own FROM a WHERE a.x = 1));
CREATE VIEW last AS SELECT 1 AS one;
CREATE VIEW last_but AS SELECT 1 AS one;
