-- Extended statistics go with their table or a column of theirs, and are followed under other names.
-- RUN: schemac inspect %s | FileCheck %s
CREATE SCHEMA other;
CREATE TABLE t (a int, b int, c int);
CREATE STATISTICS gone ON a, b FROM t;
CREATE STATISTICS kept ON b, c FROM t;
COMMENT ON STATISTICS kept IS 'of two';
ALTER TABLE t DROP COLUMN a;
ALTER STATISTICS kept RENAME TO renamed;
ALTER STATISTICS renamed SET SCHEMA other;
CREATE TABLE u (a int, b int);
CREATE STATISTICS of_u ON a, b FROM u;
DROP TABLE u;
-- CHECK-NOT: statistics
-- CHECK: statistics @other.@renamed on @t (@b, @c)
-- CHECK-NEXT: comment "of two"
-- CHECK-NOT: statistics
