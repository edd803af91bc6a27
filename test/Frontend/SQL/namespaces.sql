-- What is made in a CREATE SCHEMA is made there; a schema that is renamed takes everything with it.
-- RUN: schemac inspect %s 2>&1 | FileCheck %s --implicit-check-not=error --implicit-check-not=warning

CREATE SCHEMA shop
  CREATE VIEW names AS SELECT name FROM goods WHERE name <> ''
  CREATE INDEX goods_name ON goods (name)
  GRANT SELECT, INSERT ON goods TO public
  CREATE TABLE goods (id int PRIMARY KEY DEFAULT nextval('numbers'), name text)
  CREATE SEQUENCE numbers;
-- CHECK: table @shop.@goods {
-- CHECK-NEXT: col @id : i32 default sql"nextval('shop.numbers')"
-- CHECK: index @goods_name (@name)
-- CHECK: grant
-- CHECK: index @u_t_id_idx (@t_id)
-- CHECK: view @shop.@names as sql"SELECT name FROM shop.goods WHERE name <> ''"
-- CHECK: view @depot.@v as sql"SELECT id, e FROM depot.t"

CREATE SCHEMA store;
CREATE TYPE store.e AS ENUM ('a','b');
CREATE DOMAIN store.d AS int CHECK (VALUE > 0);
CREATE TYPE store.comp AS (a int, b store.e);
CREATE TYPE store.fr AS RANGE (subtype = float8);
CREATE SEQUENCE store.q;
CREATE TABLE store.t (id int PRIMARY KEY DEFAULT nextval('store.q'), e store.e DEFAULT 'a', d store.d, ser serial, c store.comp, r store.fr);
CREATE TABLE store.u (id int GENERATED ALWAYS AS IDENTITY, t_id int REFERENCES store.t);
CREATE TABLE k (id int REFERENCES store.t, e store.e);
CREATE INDEX ON store.u (t_id);
CREATE STATISTICS store.st ON id, e FROM store.t;
CREATE VIEW store.v AS SELECT id, e FROM store.t;
CREATE VIEW w AS SELECT * FROM store.v;
CREATE FUNCTION store.f(x store.e) RETURNS int LANGUAGE sql AS 'select 1';
CREATE FUNCTION store.trg() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
CREATE TRIGGER g BEFORE INSERT ON store.t FOR EACH ROW EXECUTE FUNCTION store.trg();
CREATE MATERIALIZED VIEW store.m AS SELECT id FROM store.v;
CREATE UNIQUE INDEX mi ON store.m (id);
COMMENT ON TABLE store.t IS 'tt';
COMMENT ON FUNCTION store.f(store.e) IS 'ff';
COMMENT ON SCHEMA store IS 'hello';
GRANT USAGE ON SCHEMA store TO public;
ALTER SCHEMA store RENAME TO depot;
CREATE TABLE depot.more (id int);
