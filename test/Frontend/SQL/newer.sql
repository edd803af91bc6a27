-- What came after the grammar of the parser is read in older words where the IR knows it.
-- RUN: schemac-translate --from sql --plan %s | FileCheck %s
CREATE TABLE t (
  a int,
  b int GENERATED ALWAYS AS (a + 1) VIRTUAL,
  c text STORAGE external,
  CONSTRAINT a_there NOT NULL a
);
CREATE TABLE u (a int, CONSTRAINT small CHECK (a < 10) NOT ENFORCED);
ALTER TABLE t ALTER COLUMN b SET EXPRESSION AS (a + 2);
ALTER TABLE t ADD CONSTRAINT c_there NOT NULL c NOT VALID;

-- CHECK: create_table @t {
-- CHECK-NEXT: col @a : i32
-- CHECK-NEXT: col @b : i32 nullable virtual sql"a + 1"
-- CHECK-NEXT: col @c : text nullable storage @external
-- CHECK-NEXT: }
-- CHECK-NEXT: create_table @u {
-- CHECK-NEXT: col @a : i32 nullable
-- CHECK-NEXT: check @small sql"a < 10" not_enforced
-- CHECK-NEXT: }
-- CHECK-NEXT: set_expression @t.@b sql"a + 2"
-- CHECK-NEXT: set_not_null @t.@c not_valid
-- CHECK-NEXT: }
-- CHECK-NEXT: }
