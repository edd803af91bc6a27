-- What ALTER DEFAULT PRIVILEGES gives to the objects made behind it is granted on them; replay-live.test holds it against servers.
-- RUN: schemac-translate --from sql %s 2>/dev/null | FileCheck %s --implicit-check-not=grant
DO $$ BEGIN CREATE ROLE reader; CREATE ROLE writer; CREATE ROLE maker; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
CREATE SCHEMA app;
CREATE TABLE app.before (id int);
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT, INSERT ON TABLES TO reader, writer;
ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT ALL ON TABLES TO writer WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO reader;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO reader;
ALTER DEFAULT PRIVILEGES GRANT USAGE ON TYPES TO reader;
ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO writer;
-- Who makes something is not known: another role's is not ours.
ALTER DEFAULT PRIVILEGES FOR ROLE maker GRANT SELECT ON TABLES TO maker;
CREATE TABLE app.made (id int PRIMARY KEY);
CREATE TABLE elsewhere (id int);
CREATE VIEW app.shown AS SELECT id FROM app.made;
CREATE SEQUENCE numbers;
CREATE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE OR REPLACE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'SELECT 2';
CREATE TYPE state AS ENUM ('a');
CREATE SCHEMA later;
-- One that only gets another name is not made.
REVOKE SELECT ON app.made FROM reader;
ALTER TABLE app.made RENAME TO remade;
ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE INSERT ON TABLES FROM reader;
BEGIN;
ALTER DEFAULT PRIVILEGES IN SCHEMA app REVOKE SELECT ON TABLES FROM reader;
ROLLBACK;
CREATE TABLE app.last (id int);
-- CHECK: namespace @app
-- CHECK-NEXT: namespace @later
-- CHECK-NEXT: grant "USAGE" to @writer
-- CHECK-NEXT: enum @state {"a"}
-- CHECK-NEXT: grant "USAGE" to @reader
-- CHECK-NEXT: sequence @numbers : i64
-- CHECK-NEXT: grant "USAGE" to @reader
-- CHECK-NEXT: function @app.@f () returns i32 language @sql as sql"SELECT 2"
-- CHECK-NEXT: grant "EXECUTE" to @reader
-- CHECK-NEXT: table @app.@before {
-- CHECK: table @elsewhere {
-- CHECK: table @app.@remade {
-- CHECK: grant "INSERT" to @reader
-- CHECK-NEXT: grant "DELETE", "INSERT", {{.*}}"SELECT", {{.*}} to @writer with_grant_option
-- CHECK-NEXT: table @app.@last {
-- CHECK: grant "SELECT" to @reader
-- CHECK-NEXT: grant "DELETE", {{.*}} to @writer with_grant_option
-- CHECK-NEXT: view @app.@shown
-- CHECK-NEXT: grant "INSERT", "SELECT" to @reader
-- CHECK-NEXT: grant "DELETE", {{.*}} to @writer with_grant_option
-- CHECK-NEXT: }
