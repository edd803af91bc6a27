-- A check that a parent gives may be said again; another one of its name is refused.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
-- RUN: not schemac-translate --from sql %s 2> %t.err | FileCheck %s
-- CHECK:      table @cats inherits (@animals) {
-- CHECK-NEXT:   col @id : i32
-- CHECK-NEXT:   check @positive sql"id > 0"
-- CHECK-NEXT: }
-- CHECK-NOT:  table @dogs
CREATE TABLE animals (id integer NOT NULL, CONSTRAINT positive CHECK (id > 0));
CREATE TABLE cats (id integer NOT NULL, CONSTRAINT positive CHECK ((id > 0))) INHERITS (animals);
-- expected-error@+1 {{constraint "positive" is there twice}}
CREATE TABLE dogs (CONSTRAINT positive CHECK (id > 1)) INHERITS (animals);
