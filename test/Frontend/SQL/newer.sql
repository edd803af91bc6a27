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
-- pg_dump of 18 writes a virtual column without a word for its kind.
CREATE TABLE w (a int, b int GENERATED ALWAYS AS ((a * 2)) NOT NULL, c int GENERATED ALWAYS AS (a) STORED);
CREATE TABLE n (a int DEFAULT 1_000, b int DEFAULT 0xFF, CONSTRAINT few CHECK (a < 1_000_000));
ALTER TABLE n ALTER COLUMN a SET STATISTICS DEFAULT;
VACUUM ONLY n;
ANALYZE ONLY n;
GRANT one TO other WITH INHERIT TRUE, SET FALSE;
MERGE INTO n USING w ON n.a = w.a WHEN NOT MATCHED BY TARGET THEN INSERT (a) VALUES (w.a);

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
-- CHECK-NEXT: create_table @w {
-- CHECK-NEXT: col @a : i32 nullable
-- CHECK-NEXT: col @b : i32 virtual sql"a * 2"
-- CHECK-NEXT: col @c : i32 nullable stored sql"a"
-- CHECK-NEXT: }
-- CHECK-NEXT: create_table @n {
-- CHECK-NEXT: col @a : i32 nullable default sql"1_000"
-- CHECK-NEXT: col @b : i32 nullable default sql"0xFF"
-- CHECK-NEXT: check @few sql"a < 1_000_000"
-- CHECK-NEXT: }
-- CHECK-NEXT: }
-- CHECK-NEXT: }
