-- An index moves to another tablespace in place, or is built anew there; the state behind says where it is.
-- RUN: schemac-translate --from sql --plan %s | FileCheck %s
-- RUN: schemac inspect %s --to sir | FileCheck %s --check-prefix STATE
CREATE TABLE t (id int PRIMARY KEY, s text);
CREATE INDEX i ON t (s);
CREATE INDEX j ON t (s, id) TABLESPACE fast;
-- CHECK: set_index_tablespace @t.@i to @fast
ALTER INDEX i SET TABLESPACE fast;
-- CHECK-NEXT: set_index_tablespace @t.@t_pkey to @other concurrently
REINDEX (VERBOSE, TABLESPACE other) INDEX CONCURRENTLY t_pkey;
-- CHECK-NEXT: set_index_tablespace @t.@j
ALTER INDEX j SET TABLESPACE pg_default;
ALTER INDEX i SET TABLESPACE fast;
REINDEX INDEX i;
-- CHECK-NOT: set_index_tablespace
-- STATE: primary_key @t_pkey (@id) {{.*}}tablespace @other
-- STATE: index @i (@s) tablespace @fast
-- STATE: index @j (@s, @id){{$}}
