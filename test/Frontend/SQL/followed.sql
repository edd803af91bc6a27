-- What a server knows by its number has its new name wherever it is named.
-- RUN: schemac inspect %s | FileCheck %s

CREATE SCHEMA other;
CREATE TYPE mood AS ENUM ('ok', 'bad');
CREATE TABLE t (a int, b int, m mood CHECK (m <> 'bad'::mood), n text);
CREATE FUNCTION tf() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (new.a > old.a AND new.b = 1) EXECUTE FUNCTION tf();
CREATE VIEW v AS SELECT a AS x, b FROM t;
CREATE VIEW over AS SELECT v.x FROM v;
CREATE MATERIALIZED VIEW mv AS SELECT x FROM v;
CREATE VIEW over_mv AS SELECT x FROM mv;
CREATE FUNCTION fn(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'select 1';
CREATE VIEW calls AS SELECT fn(b) AS y FROM t;
CREATE VIEW casts AS SELECT 'ok'::mood AS k, b FROM t WHERE m = 'bad' OR n = 'bad';
CREATE FUNCTION counts() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(a) FROM t WHERE a > 1; END;
CREATE FUNCTION greatest_a() RETURNS int LANGUAGE sql RETURN (SELECT max(a) FROM t);
CREATE PROCEDURE writes(x int) LANGUAGE sql BEGIN ATOMIC
  INSERT INTO t (a, b) VALUES (x, 1);
  UPDATE t SET a = x WHERE b = a;
  DELETE FROM t WHERE a = 3;
END;
CREATE POLICY p ON t USING (m = 'bad'::mood);
CREATE DOMAIN calm AS mood CHECK (VALUE <> 'bad'::mood);
CREATE INDEX partial ON t (b) WHERE m IN ('ok', 'bad');

ALTER TABLE t RENAME a TO aa;
ALTER TABLE t RENAME TO u;
ALTER VIEW v RENAME TO w;
ALTER MATERIALIZED VIEW mv RENAME TO mw;
ALTER VIEW w SET SCHEMA other;
ALTER FUNCTION fn(int) RENAME TO fm;
ALTER FUNCTION fm(int) SET SCHEMA public;
ALTER TYPE mood RENAME TO moods;
ALTER TYPE moods RENAME VALUE 'bad' TO 'sad';

-- CHECK: domain @calm : enum @moods check @calm_check sql"VALUE <> 'sad'::moods"
-- CHECK: function @counts () returns i64 language @sql as sql"BEGIN ATOMIC SELECT count(aa) FROM u WHERE aa > 1; END"
-- CHECK: function @greatest_a () returns i32 language @sql as sql"RETURN (SELECT max(aa) FROM u)"
-- CHECK: function @writes (@x : i32) procedure language @sql as sql"BEGIN ATOMIC\n  INSERT INTO u (aa, b) VALUES (x, 1);\n  UPDATE u SET aa = x WHERE b = aa;\n  DELETE FROM u WHERE aa = 3;\nEND"
-- CHECK: table @u {
-- CHECK: check @t_m_check sql"m <> 'sad'::moods"
-- CHECK: index @partial (@b) where sql"m IN ('ok', 'sad')"
-- CHECK: trigger @g before update of (@aa) for_each_row when sql"new.aa > old.aa AND new.b = 1" execute @tf
-- CHECK: policy @p for all using sql"m = 'sad'::moods"
-- CHECK-DAG: view @calls as sql"SELECT fm(b) AS y FROM u"
-- CHECK-DAG: view @casts as sql"SELECT 'ok'::moods AS k, b FROM u WHERE m = 'sad' OR n = 'bad'"
-- CHECK-DAG: view @mw materialized as sql"SELECT x FROM other.w"
-- CHECK-DAG: view @over as sql"SELECT w.x FROM other.w"
-- CHECK-DAG: view @over_mv as sql"SELECT x FROM mw"
-- CHECK-DAG: view @other.@w as sql"SELECT aa AS x, b FROM u"
