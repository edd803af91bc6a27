-- Names in queries, bodies and expressions are those that the search path finds.
-- RUN: schemac inspect %s | FileCheck %s

CREATE SCHEMA app;
CREATE TABLE apart (id int);
SET search_path = app, public;
CREATE SEQUENCE numbers;
CREATE TYPE mood AS ENUM ('ok');
CREATE DOMAIN amount AS int;
CREATE FUNCTION g(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'select 1';
CREATE TABLE t (
  id int DEFAULT nextval('numbers'),
  k mood DEFAULT 'ok'::mood,
  n amount DEFAULT CAST(1 AS amount),
  CHECK (g(id) > 0)
);
CREATE INDEX ti ON t (g(id)) WHERE k = 'ok'::mood;
CREATE POLICY p ON t USING (EXISTS (SELECT 1 FROM t x WHERE x.id = 1));
CREATE VIEW v AS SELECT t.id, 'ok'::mood AS mood FROM t JOIN apart ON apart.id = t.id;
CREATE MATERIALIZED VIEW mv AS WITH t AS (SELECT id FROM v) SELECT id FROM t;
CREATE FUNCTION counts() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM t; END;

-- CHECK: function @app.@counts () returns i64 language @sql as sql"BEGIN ATOMIC SELECT count(*) FROM app.t; END"
-- CHECK: table @app.@t {
-- CHECK-NEXT: col @id : i32 nullable default sql"nextval('app.numbers')"
-- CHECK-NEXT: col @k : enum @app.@mood nullable default sql"'ok'::app.mood"
-- CHECK-NEXT: col @n : domain @app.@amount nullable default sql"CAST(1 AS app.amount)"
-- CHECK-NEXT: check @t_id_check sql"app.g(id) > 0"
-- CHECK-NEXT: index @ti (sql"app.g(id)") where sql"k = 'ok'::app.mood"
-- CHECK-NEXT: policy @p for all using sql"EXISTS (SELECT 1 FROM app.t x WHERE x.id = 1)"
-- CHECK: view @app.@v as sql"SELECT t.id, 'ok'::app.mood AS mood FROM app.t JOIN apart ON apart.id = t.id"
-- CHECK: view @app.@mv materialized as sql"WITH t AS (SELECT id FROM app.v) SELECT id FROM t"
