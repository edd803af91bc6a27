-- Statements on rows of tables that are there are steps: what they set, where, and whether that is all.
-- RUN: schemac-translate --from sql --plan %s | FileCheck %s
CREATE TABLE t (id bigint PRIMARY KEY, a int, b text);
CREATE TABLE other (id bigint, a int);
CREATE VIEW v AS SELECT id FROM t;
-- CHECK: change_rows "update" @t columns (@a) set sql"a = 1" where sql"b IS DISTINCT FROM 'x' and a > 0" plain as sql"UPDATE t SET a = 1 WHERE (b IS DISTINCT FROM 'x' and a > 0)"
UPDATE t SET a = 1 WHERE (b IS DISTINCT FROM 'x' and a > 0);
-- CHECK-NEXT: change_rows "update" @t columns (@a, @b) set sql"(a, b) = (1, 'x')" plain as
UPDATE t SET (a, b) = (1, 'x');
-- CHECK-NEXT: change_rows "update" @t columns (@a) where sql"x.b IS NULL" as
UPDATE t x SET a = 1 WHERE x.b IS NULL;
-- CHECK-NEXT: change_rows "update" @t columns (@a) where sql"t.id = o.id" from @other as
UPDATE t SET a = o.a FROM other o WHERE t.id = o.id;
-- CHECK-NEXT: change_rows "update" @t columns (@a) as sql"UPDATE t SET a = (SELECT max(a) FROM other)"
UPDATE t SET a = (SELECT max(a) FROM other);
-- CHECK-NEXT: change_rows "delete" @t where sql"a = 1" plain as
DELETE FROM t WHERE a = 1;
-- CHECK-NEXT: change_rows "delete" @t where sql"a = 1" as sql"DELETE FROM t WHERE a = 1 RETURNING id"
DELETE FROM t WHERE a = 1 RETURNING id;
-- CHECK-NEXT: change_rows "insert" @t columns (@id, @a) from @other as
INSERT INTO t (id, a) SELECT id, a FROM other;
-- What is on a view, or on what is made for the session only, is no step.
-- CHECK-NOT: change_rows
UPDATE v SET id = 1;
CREATE TEMP TABLE mine (a int);
DELETE FROM mine;
