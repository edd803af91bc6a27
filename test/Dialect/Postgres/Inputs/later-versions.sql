CREATE TABLE t (id int PRIMARY KEY, a int, v text);
CREATE TABLE u (id int PRIMARY KEY, a int);
CREATE TABLE pt (id int) PARTITION BY RANGE (id);
CREATE TABLE pt1 PARTITION OF pt FOR VALUES FROM (0) TO (10);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE PUBLICATION pp;
CREATE VIEW vw AS SELECT id, a FROM t;
-- 13 row with ties
SELECT id FROM t ORDER BY id FETCH FIRST 1 ROW WITH TIES
-- 13 rows with ties
SELECT id FROM t ORDER BY id FETCH FIRST 2 ROWS WITH TIES
-- 13 publish_via_partition_root
CREATE PUBLICATION x FOR TABLE t WITH (publish_via_partition_root)
-- 13 deduplicate_items
CREATE INDEX x ON t (v) WITH (deduplicate_items = off)
-- 13 alter view _ rename column
ALTER VIEW vw RENAME COLUMN a TO b
-- 13 alter view _ . _ rename column
ALTER VIEW public.vw RENAME COLUMN a TO b
-- 13 alter view _ rename _ to
ALTER VIEW vw RENAME a TO b
-- 14 begin atomic
CREATE FUNCTION x() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END
-- 14 create or replace trigger
CREATE OR REPLACE TRIGGER x BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION f()
-- 14 detach partition _ concurrently
DO $$ BEGIN EXECUTE 'ALTER TABLE pt DETACH PARTITION pt1 CONCURRENTLY'; EXCEPTION WHEN active_sql_transaction THEN NULL; END $$
-- 14 detach partition _ . _ concurrently
DO $$ BEGIN EXECUTE 'ALTER TABLE pt DETACH PARTITION public.pt1 CONCURRENTLY'; EXCEPTION WHEN active_sql_transaction THEN NULL; END $$
-- 14 compression pglz
CREATE TABLE x (a text COMPRESSION pglz)
-- 14 compression lz4
CREATE TABLE x (a text COMPRESSION pglz)
-- 14 int4multirange
CREATE TABLE x (a int4multirange)
-- 14 int8multirange
CREATE TABLE x (a int8multirange)
-- 14 nummultirange
CREATE TABLE x (a nummultirange)
-- 14 tsmultirange
CREATE TABLE x (a tsmultirange)
-- 14 tstzmultirange
CREATE TABLE x (a tstzmultirange)
-- 14 datemultirange
CREATE TABLE x (a datemultirange)
-- 14 group by distinct
SELECT id FROM t GROUP BY DISTINCT ROLLUP (id)
-- 14 search depth first by
WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3) SEARCH DEPTH FIRST BY n SET o SELECT n FROM c
-- 14 search breadth first by
WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 3) SEARCH BREADTH FIRST BY n SET o SELECT n FROM c
-- 15 nulls not distinct
CREATE UNIQUE INDEX x ON t (a) NULLS NOT DISTINCT
-- 15 security_invoker
CREATE VIEW x WITH (security_invoker) AS SELECT 1 AS a
-- 15 for table _ (
CREATE PUBLICATION x FOR TABLE t (id, a)
-- 15 for table _ where
CREATE PUBLICATION x FOR TABLE t WHERE (id > 5)
-- 15 add table _ (
ALTER PUBLICATION pp ADD TABLE t (id)
-- 15 add table _ where
ALTER PUBLICATION pp ADD TABLE t WHERE (id > 5)
-- 15 merge into
MERGE INTO t USING u ON t.id = u.id WHEN MATCHED THEN UPDATE SET a = 1
-- 15 set access method
ALTER TABLE t SET ACCESS METHOD heap
-- 15 for tables in schema
CREATE PUBLICATION x FOR TABLES IN SCHEMA public
-- 15 add tables in schema
ALTER PUBLICATION pp ADD TABLES IN SCHEMA public
-- 15 set tables in schema
ALTER PUBLICATION pp SET TABLES IN SCHEMA public
-- 15 drop tables in schema
ALTER PUBLICATION pp SET TABLES IN SCHEMA public;
ALTER PUBLICATION pp DROP TABLES IN SCHEMA public
-- 15 , tables in schema
CREATE PUBLICATION x FOR TABLE t, TABLES IN SCHEMA public
-- 15 delete set null (
CREATE TABLE x (a int, FOREIGN KEY (a) REFERENCES u ON DELETE SET NULL (a))
-- 15 delete set default (
CREATE TABLE x (a int, FOREIGN KEY (a) REFERENCES u ON DELETE SET DEFAULT (a))
-- 15 unlogged sequence
CREATE UNLOGGED SEQUENCE x
-- 17 grant maintain
GRANT MAINTAIN ON t TO public
-- 17 revoke maintain
REVOKE MAINTAIN ON t FROM public
