-- What is rolled back is no step; settings, rows and the client's commands are told apart.
-- RUN: schemac-translate --from sql --statements %s | FileCheck %s
-- RUN: schemac-translate --from sql %s | FileCheck %s --check-prefix=STATE
\set ON_ERROR_STOP on
BEGIN;
SET LOCAL lock_timeout = '2s';
CREATE TABLE a (id int);
SAVEPOINT s;
CREATE TABLE b (id int);
ROLLBACK TO SAVEPOINT s;
INSERT INTO a VALUES (1);
COMMIT;
START TRANSACTION; CREATE TABLE c (id int); ROLLBACK;
SET search_path TO other, public;
UPDATE a SET id = 2;
DELETE FROM a WHERE id = 2;
TRUNCATE a;
COPY a (id) FROM stdin;
1
2; DROP TABLE a;
\.
SELECT setval('x', 1);
VACUUM a;
CREATE TEMP TABLE scratch (id int);
ALTER TABLE scratch ADD n int;
DROP TABLE scratch;
RESET search_path;
-- CHECK: 4: meta \set
-- CHECK-NEXT: 5: begin TRANSACTION
-- CHECK-NEXT: 6: setting SET lock_timeout local = 2s, in a block
-- CHECK-NEXT: 7: change CREATE TABLE, 1 step, in a block
-- CHECK-NEXT: 8: utility TRANSACTION, in a block
-- CHECK-NEXT: 9: change CREATE TABLE, in a block
-- CHECK-NEXT: 10: utility TRANSACTION, in a block
-- CHECK-NEXT: 11: data INSERT on a, 1 step, in a block
-- CHECK-NEXT: 12: commit TRANSACTION, in a block
-- CHECK-NEXT: 13: begin TRANSACTION
-- CHECK-NEXT: 13: change CREATE TABLE, in a block
-- CHECK-NEXT: 13: rollback TRANSACTION, in a block
-- CHECK-NEXT: 14: setting SET search_path = other, public
-- CHECK-NEXT: 15: data UPDATE on a, all rows
-- CHECK-NEXT: 16: data DELETE on a
-- CHECK-NEXT: 17: data TRUNCATE on a, all rows
-- CHECK-NEXT: 18: data COPY on a
-- CHECK-NEXT: 22: data SELECT
-- CHECK-NEXT: 23: utility VACUUM
-- CHECK-NEXT: 24: ignored CREATE TABLE
-- CHECK-NEXT: 25: ignored ALTER TABLE
-- CHECK-NEXT: 26: change DROP
-- CHECK-NEXT: 27: setting SET search_path

-- STATE: table @a {
-- STATE-NEXT: col @id : i32 nullable
-- STATE-NEXT: }
-- STATE-NEXT: }
