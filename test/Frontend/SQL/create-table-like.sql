-- RUN: schemac-translate --from sql %s | FileCheck %s

CREATE TABLE a (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  n text NOT NULL DEFAULT 'x' CHECK (n <> ''),
  g int GENERATED ALWAYS AS (1 + 1) STORED
);
CREATE INDEX a_n ON a (n);

CREATE TABLE plain (LIKE a, more int);
-- CHECK-LABEL: table @plain {
-- CHECK-NEXT: col @id : i32
-- CHECK-NEXT: col @n : text
-- CHECK-NEXT: col @g : i32 nullable
-- CHECK-NEXT: col @more : i32 nullable
-- CHECK-NEXT: }

CREATE TABLE whole (LIKE a INCLUDING ALL);
-- CHECK-LABEL: table @whole {
-- CHECK-NEXT: col @id : i32 identity_always
-- CHECK-NEXT: col @n : text default sql"'x'"
-- CHECK-NEXT: col @g : i32 nullable stored sql"1 + 1"
-- CHECK-NEXT: primary_key @whole_pkey (@id)
-- CHECK-NEXT: check @a_n_check sql"n <> ''"
-- CHECK-NEXT: index @whole_n_idx (@n)
-- CHECK-NEXT: }
