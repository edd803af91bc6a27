-- What a server, and so a dump, says in words of its own.
-- RUN: schemac inspect %s -Wno-sql-unmanaged | FileCheck %s

CREATE SCHEMA extensions;
CREATE EXTENSION citext WITH SCHEMA pg_catalog;
CREATE EXTENSION ltree SCHEMA extensions;
CREATE EXTENSION pg_trgm SCHEMA extensions;
CREATE TYPE fr AS RANGE (subtype = float8, multirange_type_name = public.fr_multirange);
CREATE TABLE t (
  a _text, b _int4, c _bool,
  l extensions.ltree, ls extensions.ltree[], ci citext, s text,
  n numeric DEFAULT 1e3, f float8 DEFAULT 1e10, small numeric DEFAULT 1e-5, u text DEFAULT U&'d\0061t\+000061'
);
CREATE INDEX i ON t USING gin (s extensions.gin_trgm_ops);
CREATE VIEW v AS SELECT s FROM t;
ALTER TABLE ONLY public.v ALTER COLUMN s SET DEFAULT 'x';
CREATE TABLE parts (a int, b int) PARTITION BY LIST (a);
CREATE TABLE part PARTITION OF parts FOR VALUES IN (1);
ALTER TABLE part ALTER b SET DEFAULT 4;
ALTER TABLE part ALTER b DROP DEFAULT;
CREATE FUNCTION g(int) RETURNS int LANGUAGE sql AS 'select 1';
ALTER FUNCTION g(int) SET SCHEMA public;
CREATE TABLE searched (words text, tv tsvector);
CREATE TRIGGER search BEFORE INSERT OR UPDATE ON searched FOR EACH ROW
  EXECUTE FUNCTION tsvector_update_trigger(tv, 'pg_catalog.english', words);

-- CHECK: range @fr subtype f64{{$}}
-- CHECK: table @t {
-- CHECK-NEXT: col @a : array<text> nullable
-- CHECK-NEXT: col @b : array<i32> nullable
-- CHECK-NEXT: col @c : array<bool> nullable
-- CHECK-NEXT: col @l : native("extensions.ltree") nullable
-- CHECK-NEXT: col @ls : array<native("extensions.ltree")> nullable
-- CHECK-NEXT: col @ci : citext nullable
-- CHECK: index @i (@s opclass @"\"extensions\".\"gin_trgm_ops\"") using @gin
-- CHECK: trigger @search before insert or update for_each_row execute @pg_catalog.@tsvector_update_trigger
