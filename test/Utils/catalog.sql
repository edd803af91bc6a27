-- Every kind of object has its line in the canonical catalog, and a left-over of a helper shows.
-- REQUIRES: postgres
-- RUN: %pg sh -c 'psql -q -v ON_ERROR_STOP=1 -f %s && %catalog' | FileCheck --match-full-lines --implicit-check-not=_prisma_migrations %s
-- RUN: %pg sh -c 'psql -q -f %s && createdb b && psql -q -d b -f %s && %catalog_diff postgres b'

CREATE EXTENSION citext;
CREATE SCHEMA "App";
CREATE TYPE "App".role AS ENUM ('member', 'admin');
-- CHECK-DAG: enum "App".role: 'member', 'admin'
CREATE DOMAIN percent AS integer DEFAULT 0 CONSTRAINT bounds CHECK (VALUE <= 100);
-- CHECK-DAG: domain public.percent: integer default 0
-- CHECK-DAG: constraint public.percent.bounds: CHECK ((VALUE <= 100))
CREATE TABLE org (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "Email" citext COLLATE "C");
-- CHECK-DAG: column public.org.id: integer not null identity always
-- CHECK-DAG: column public.org."Email": public.citext collate "C"
-- CHECK-DAG: sequence public.org_id_seq: integer start 1 increment 1 min 1 max 2147483647 cache 1 owned by public.org.id
CREATE TABLE person (
  id serial, org_id int, born date, age int GENERATED ALWAYS AS (1 + 1) STORED,
  CONSTRAINT person_org_fk FOREIGN KEY (org_id) REFERENCES org (id) ON DELETE CASCADE);
-- CHECK-DAG: column public.person.id: integer not null default nextval('public.person_id_seq'::regclass)
-- CHECK-DAG: column public.person.age: integer generated stored as (1 + 1)
-- CHECK-DAG: constraint public.person.person_org_fk: FOREIGN KEY (org_id) REFERENCES public.org(id) ON DELETE CASCADE
ALTER TABLE person ADD CONSTRAINT sane CHECK (id > 0) NOT VALID;
-- CHECK-DAG: constraint public.person.sane: CHECK ((id > 0)) NOT VALID
CREATE UNIQUE INDEX born ON person (born);
UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'born'::regclass;
-- CHECK-DAG: index public.born: CREATE UNIQUE INDEX born ON public.person USING btree (born) INVALID
CREATE VIEW names WITH (security_invoker = true) AS SELECT id FROM person;
-- CHECK-DAG: view public.names: with {security_invoker=true} SELECT person.id\n FROM public.person;
CREATE FUNCTION schemac_sync() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
-- CHECK-DAG: function public.schemac_sync(): CREATE OR REPLACE FUNCTION public.schemac_sync(){{.*}}
CREATE TRIGGER sync BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION schemac_sync();
-- CHECK-DAG: trigger public.person.sync: CREATE TRIGGER sync BEFORE INSERT ON public.person {{.*}}
COMMENT ON COLUMN person.born IS 'first
day';
-- CHECK-DAG: comment table column public.person.born: first\nday
ALTER TABLE person ENABLE ROW LEVEL SECURITY;
-- CHECK-DAG: table public.person: row security
CREATE TABLE _prisma_migrations (id int PRIMARY KEY);
