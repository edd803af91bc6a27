-- Heirs get the columns that are added to their parent. What a DROP COLUMN that goes to them does is not known: whether a column
-- is theirs as well is no part of a state.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
-- RUN: not schemac-translate --from sql %s 2>/dev/null | FileCheck %s

CREATE TABLE h (a int NOT NULL, old int);
CREATE TABLE c (own int) INHERITS (h);
ALTER TABLE h ADD COLUMN b text DEFAULT 'x';
ALTER TABLE ONLY h DROP COLUMN old;
ALTER TABLE h DROP COLUMN b; -- expected-warning {{what DROP COLUMN of a table that others inherit from does is not known}}
ALTER TABLE c DROP COLUMN a; -- expected-error {{'drop_column' on 'c.a' would be refused: it is inherited from 'h'}}
-- CHECK: table @h {
-- CHECK-NEXT: col @a : i32
-- CHECK-NEXT: col @b : text nullable default sql"'x'"
-- CHECK-NEXT: }
-- CHECK: table @c inherits (@h) {
-- CHECK-NEXT: col @a : i32
-- CHECK-NEXT: col @old : i32 nullable
-- CHECK-NEXT: col @own : i32 nullable
-- CHECK-NEXT: col @b : text nullable default sql"'x'"
-- CHECK-NEXT: }
