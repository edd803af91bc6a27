-- Comments, privileges, owners, policies, publications.
-- RUN: schemac-translate --from sql --plan %s | FileCheck %s
CREATE SCHEMA app;
CREATE TABLE app.t (a int PRIMARY KEY, b text);
CREATE INDEX t_b ON app.t (b);
COMMENT ON SCHEMA app IS 'all of it';
COMMENT ON TABLE app.t IS 'rows';
COMMENT ON COLUMN app.t.a IS 'the key';
COMMENT ON CONSTRAINT t_pkey ON app.t IS 'unique';
COMMENT ON INDEX app.t_b IS 'fast';
COMMENT ON TABLE app.t IS NULL;
GRANT SELECT, INSERT ON app.t TO reader, writer WITH GRANT OPTION;
GRANT ALL ON SCHEMA app TO writer;
GRANT UPDATE (b), SELECT (a, b) ON app.t TO support;
GRANT SELECT ON ALL TABLES IN SCHEMA app TO PUBLIC;
REVOKE INSERT ON app.t FROM reader;
REVOKE GRANT OPTION FOR SELECT ON app.t FROM reader;
ALTER SCHEMA app OWNER TO boss;
ALTER TABLE app.t ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON app.t AS RESTRICTIVE FOR UPDATE TO writer, reader USING (a > 0) WITH CHECK (b <> '');
CREATE POLICY readable ON app.t FOR SELECT USING (true);
ALTER POLICY own ON app.t TO PUBLIC USING (a > 1);
ALTER POLICY own ON app.t RENAME TO mine;
DROP POLICY readable ON app.t;
CREATE PUBLICATION p FOR TABLE app.t (a, b) WHERE (a > 0) WITH (publish = 'insert, update');
ALTER PUBLICATION p SET (publish = 'insert, update, delete, truncate', publish_via_partition_root);
CREATE TABLE u (id int PRIMARY KEY);
ALTER PUBLICATION p SET TABLE u;
ALTER PUBLICATION p RENAME TO q;
-- drops
DROP PUBLICATION q;

-- CHECK: create_namespace @app
-- CHECK-NEXT: create_table @app.@t {
-- CHECK-NEXT: col @a : i32
-- CHECK-NEXT: col @b : text nullable
-- CHECK-NEXT: primary_key @t_pkey (@a)
-- CHECK-NEXT: }
-- CHECK-NEXT: create_index @app.@t.@t_b (@b)
-- CHECK-NEXT: set_comment namespace @app is "all of it"
-- CHECK-NEXT: set_comment table @app.@t is "rows"
-- CHECK-NEXT: set_comment column @app.@t.@a is "the key"
-- CHECK-NEXT: set_comment constraint @app.@t.@t_pkey is "unique"
-- CHECK-NEXT: set_comment index @app.@t.@t_b is "fast"
-- CHECK-NEXT: set_comment table @app.@t
-- CHECK-NEXT: grant {"SELECT", "INSERT"} on table @app.@t to @reader with_grant_option
-- CHECK-NEXT: grant {"SELECT", "INSERT"} on table @app.@t to @writer with_grant_option
-- CHECK-NEXT: grant {"CREATE", "USAGE"} on namespace @app to @writer
-- CHECK-NEXT: grant {"SELECT"} on column @app.@t.@a to @support
-- CHECK-NEXT: grant {"UPDATE", "SELECT"} on column @app.@t.@b to @support
-- CHECK-NEXT: grant {"SELECT"} on table @app.@t to @public
-- CHECK-NEXT: revoke {"INSERT"} on table @app.@t from @reader
-- CHECK-NEXT: revoke {"SELECT"} on table @app.@t from @reader grant_option_only
-- CHECK-NEXT: set_owner namespace @app to @boss
-- CHECK-NEXT: set_row_security @app.@t enabled
-- CHECK-NEXT: create_policy @app.@t.@own restrictive for update to (@reader, @writer) using sql"a > 0" with_check sql"b <> ''"
-- CHECK-NEXT: create_policy @app.@t.@readable for select using sql"true"
-- CHECK-NEXT: alter_policy @app.@t.@own restrictive for update using sql"a > 1" with_check sql"b <> ''"
-- CHECK-NEXT: rename_policy @app.@t.@own to @mine
-- CHECK-NEXT: drop_policy @app.@t.@readable
-- CHECK-NEXT: create_publication @p publish {"insert", "update"} {
-- CHECK-NEXT: table @app.@t (@a, @b) where sql"a > 0"
-- CHECK-NEXT: }
-- CHECK-NEXT: set_publication @p via_partition_root
-- CHECK-NEXT: create_table @u {
-- CHECK-NEXT: col @id : i32
-- CHECK-NEXT: primary_key @u_pkey (@id)
-- CHECK-NEXT: }
-- CHECK-NEXT: unpublish_table @p table @app.@t
-- CHECK-NEXT: publish_table @p table @u
-- CHECK-NEXT: rename_publication @p to @q
-- CHECK-NEXT: drop_publication @q
-- CHECK-NEXT: }
-- CHECK-NEXT: }
