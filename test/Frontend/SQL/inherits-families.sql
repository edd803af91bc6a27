-- Statements on a table go to those that inherit from it, as the server has them, unless they say ONLY.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
-- RUN: schemac-translate --from sql %s | FileCheck %s
-- expected-no-diagnostics

CREATE TABLE p (a int NOT NULL DEFAULT 1, s text, n int);
CREATE TABLE c (own int) INHERITS (p);
CREATE TABLE d (a int NOT NULL, s text, n int);
ALTER TABLE p RENAME COLUMN s TO t;
ALTER TABLE p ALTER COLUMN n TYPE bigint, ALTER COLUMN n SET NOT NULL;
ALTER TABLE p ALTER COLUMN a SET DEFAULT 2;
ALTER TABLE ONLY p ALTER COLUMN a SET DEFAULT 3;
ALTER TABLE d RENAME COLUMN s TO t;
ALTER TABLE d ALTER COLUMN n TYPE bigint;
ALTER TABLE d ALTER COLUMN n SET NOT NULL;
ALTER TABLE d INHERIT p;
CREATE TABLE q (n bigint);
ALTER TABLE d INHERIT q;
ALTER TABLE d NO INHERIT p;
-- CHECK: table @p {
-- CHECK-NEXT: col @a : i32 default sql"3"
-- CHECK-NEXT: col @t : text nullable
-- CHECK-NEXT: col @n : i64
-- CHECK-NEXT: }
-- CHECK: table @c inherits (@p) {
-- CHECK-NEXT: col @a : i32 default sql"2"
-- CHECK-NEXT: col @t : text nullable
-- CHECK-NEXT: col @n : i64
-- CHECK-NEXT: col @own : i32 nullable
-- CHECK-NEXT: }
-- CHECK: table @d inherits (@q) {
