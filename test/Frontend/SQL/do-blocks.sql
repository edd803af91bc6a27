-- Blocks that make something unless it is there are followed; others are not understood.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
-- RUN: not schemac-translate --from sql %s 2>/dev/null | FileCheck %s
create table t (a int);
-- expected-error@+3:15 {{table 'nowhere' is not there}}
DO $$
BEGIN
  ALTER TABLE nowhere ADD COLUMN a int;
END $$;
DO $$ BEGIN CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN null; END $$;
DO $$ BEGIN CREATE TYPE mood AS ENUM ('a'); EXCEPTION WHEN duplicate_object THEN null; END $$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 't' AND column_name = 'b') THEN
    ALTER TABLE t ADD COLUMN b int;
  END IF;
  IF EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood') THEN
    EXECUTE 'ALTER TABLE t ADD COLUMN c mood DEFAULT ''a''';
  ELSE
    ALTER TABLE t ADD COLUMN d int;
  END IF;
END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT 1 FROM t WHERE a = 1) THEN INSERT INTO t VALUES (1); END IF; END $$;
DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'app') THEN CREATE ROLE app LOGIN; END IF; END $$;
DO $$ BEGIN ALTER TABLE nothing ADD COLUMN a int; EXCEPTION WHEN undefined_table THEN NULL; END $$;
-- What only changes rows leaves the schema alone, however its loops turn out.
DO $$
<<work>>
DECLARE n int := 1; last t%ROWTYPE;
BEGIN
  WHILE n > 0 LOOP
    UPDATE t SET a = CASE WHEN a IS NULL THEN 0 ELSE a END WHERE a IS NULL;
    GET DIAGNOSTICS n = ROW_COUNT;
    work.n := n;
    COMMIT;
    IF CASE WHEN n = 1 THEN true ELSE false END THEN EXIT; ELSIF n > 9 THEN NULL; END IF;
  END LOOP;
EXCEPTION WHEN others THEN RAISE NOTICE 'no';
END $$;
-- expected-note@+3 {{what this does is not known: it may have made it so}}
-- expected-note@+2 {{for each pass of its loop it may run: DROP TABLE "t<a>"}}
-- expected-warning@+1 {{what a DO block does is not known: everything may be other than it seems from here on}}
DO $$ DECLARE r record; BEGIN FOR r IN SELECT a FROM t LOOP EXECUTE 'DROP TABLE t' || r.a; END LOOP; END $$;
-- expected-warning@+1 {{what a DO block does is not known: everything may be other than it seems from here on}}
DO $$ DECLARE n int; BEGIN SELECT count(*) INTO n FROM t; IF n > CASE WHEN true THEN 1 ELSE 2 END THEN DROP TABLE t; END IF; END $$;
-- Steps of EF Core's idempotent scripts have not run.
CREATE TABLE "__EFMigrationsHistory" ("MigrationId" varchar(150) PRIMARY KEY);
DO $EF$
BEGIN
    IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '20240102_Add') THEN
    ALTER TABLE t ADD e int;
    END IF;
END $EF$;
-- expected-warning@+1 {{what a DO block does is not known: everything may be other than it seems from here on}}
DO $$ BEGIN IF EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = 'x') THEN ALTER TABLE t ADD f int; END IF; END $$;
-- What the block before may have made is no error.
-- expected-warning@+3:15 {{this is not analysed: as far as is known, table 'nowhere' is not there}}
DO $$
BEGIN
  ALTER TABLE nowhere ADD COLUMN a int;
END $$;
-- CHECK: enum @mood {"a"}
-- CHECK-NEXT: table @t {
-- CHECK-NEXT: col @a : i32 nullable
-- CHECK-NEXT: col @b : i32 nullable
-- CHECK-NEXT: col @c : enum @mood nullable default sql"'a'"
-- CHECK-NEXT: col @e : i32 nullable
-- CHECK-NEXT: }
