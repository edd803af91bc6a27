-- A column that a parent and the statement have is one, whether the statement names it or copies it
-- with LIKE; what the statement does not say of it comes from the parent.
-- RUN: schemac inspect %s | FileCheck %s

CREATE TABLE base (
  a int DEFAULT 5,
  b text COLLATE "C",
  c int NOT NULL,
  g int GENERATED ALWAYS AS (a + 1) STORED,
  CONSTRAINT positive CHECK (a > 0)
);
ALTER TABLE base ALTER COLUMN b SET STORAGE external;
CREATE TABLE other (a int DEFAULT 6, x int, UNIQUE (x));

CREATE TABLE said (a int, b text COLLATE "C", c int, g int) INHERITS (base);
CREATE TABLE copied (LIKE base INCLUDING DEFAULTS INCLUDING CONSTRAINTS) INHERITS (base);
CREATE TABLE mixed (z int, LIKE other INCLUDING ALL) INHERITS (base);
CREATE TABLE changed (c int DEFAULT 3, a int NOT NULL DEFAULT 7) INHERITS (base);

-- CHECK: table @said inherits (@base) {
-- CHECK-NEXT: col @a : i32 nullable default sql"5"
-- CHECK-NEXT: col @b : text nullable collate @C storage @external
-- CHECK-NEXT: col @c : i32
-- CHECK-NEXT: col @g : i32 nullable stored sql"a + 1"
-- CHECK: table @copied inherits (@base) {
-- CHECK-NEXT: col @a : i32 nullable default sql"5"
-- CHECK-NEXT: col @b : text nullable collate @C storage @external
-- CHECK-NEXT: col @c : i32
-- CHECK-NEXT: col @g : i32 nullable stored sql"a + 1"
-- CHECK: table @mixed inherits (@base) {
-- CHECK-NEXT: col @a : i32 nullable default sql"6"
-- CHECK-NEXT: col @b : text nullable collate @C storage @external
-- CHECK-NEXT: col @c : i32
-- CHECK-NEXT: col @g : i32 nullable stored sql"a + 1"
-- CHECK-NEXT: col @z : i32 nullable
-- CHECK-NEXT: col @x : i32 nullable
-- CHECK: table @changed inherits (@base) {
-- CHECK-NEXT: col @a : i32 default sql"7"
-- CHECK-NEXT: col @b : text nullable collate @C storage @external
-- CHECK-NEXT: col @c : i32 default sql"3"
-- CHECK-NEXT: col @g : i32 nullable stored sql"a + 1"
