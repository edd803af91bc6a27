-- Blocks that make something unless it is there are followed; others are not understood.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
-- RUN: not schemac-translate --from sql %s 2>/dev/null | FileCheck %s
create table t (a int);
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
-- expected-warning@+1 {{what a DO block does is not known: everything may be other than it seems from here on}}
DO $$ BEGIN FOR i IN 1..3 LOOP PERFORM 1; END LOOP; END $$;
-- expected-error@+3:15 {{table 'nowhere' is not there}}
DO $$
BEGIN
  ALTER TABLE nowhere ADD COLUMN a int;
END $$;
-- CHECK: enum @mood {"a"}
-- CHECK-NEXT: table @t {
-- CHECK-NEXT: col @a : i32 nullable
-- CHECK-NEXT: col @b : i32 nullable
-- CHECK-NEXT: col @c : enum @mood nullable default sql"'a'"
-- CHECK-NEXT: }
