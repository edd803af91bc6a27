-- What CREATE TABLE (LIKE … INCLUDING …) takes along beside columns and keys.
-- RUN: schemac inspect %s | FileCheck %s
CREATE TABLE a (id int GENERATED ALWAYS AS IDENTITY, b text, c int, CHECK (c > 0));
COMMENT ON TABLE a IS 'the table';
COMMENT ON COLUMN a.b IS 'a column';
COMMENT ON CONSTRAINT a_c_check ON a IS 'a check';
CREATE STATISTICS st ON b, c FROM a;
CREATE INDEX ai ON a (b);
COMMENT ON INDEX ai IS 'an index';
CREATE TABLE l (LIKE a INCLUDING ALL);
CREATE TABLE plain (LIKE a INCLUDING STATISTICS);
-- CHECK: table @l {
-- CHECK-NEXT: col @id : i32 identity_always maxvalue 2147483647
-- CHECK-NEXT: col @b : text nullable comment "a column"
-- CHECK: check @a_c_check sql"c > 0" comment "a check"
-- CHECK: index @l_b_idx (@b) comment "an index"
-- CHECK: table @plain {
-- CHECK-NOT: comment
-- CHECK: statistics @l_b_c_stat on @l (@b, @c)
-- CHECK-NEXT: statistics @plain_b_c_stat on @plain (@b, @c)
