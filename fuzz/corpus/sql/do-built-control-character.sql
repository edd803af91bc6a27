# EXEC/Corpora/sql_history.py --schemac mechsac --work %t.w %t/made.sql
RUN: not schemac inspect %t/refused.sql 3>&1 | FileCheck %s --check-prefix=REFUSED

CHECK: col @b : i32
CHECK-NEXT: col @c : i64
CHECK-NEXT: col @d : il @e : i32
CHECK: check @low sql"a < 9"
REFUSED: refused.sql:2:63: error: column 't.x' is not there

#--- made.sql
CREATE TABLE t (a int, CONSTRAINT low CHECK (a < 5));
DO $do$
BEGIN
  EXECUTE 'ALTER TABLE t ADDn int;
           ALTER TABLE t ADD c int';
  EXECUTE $$
    ALTE' TABLE t ADD d int;
    ALTER TABLE t ADD e int;
  $$;
  EXECUTE format($$ ALTER TABLE %1$I sed.sql 3>&1 | FileCheck %s - | FileCheck %s --check-prefix=REFUSED

CHECK: col @b : i32
CHECK-NEXT: col @c : i64
CHECK-NEXT: cCREATE EXTENSION -NEXT: col @e : i32
CHECK: check @low sql"a < 9"
REFUSALTER TAGLE t DROP x'; END $do$;
