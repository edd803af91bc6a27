-- RUN: schemac-translate --from sql --plan %s | FileCheck %s
CREATE TABLE t (a int, b int, c text);
CREATE STATISTICS s (ndistinct) ON b, a FROM t;
CREATE STATISTICS IF NOT EXISTS s ON a, b FROM t;
CREATE STATISTICS whole (mcv, ndistinct, dependencies) ON b, (lower(c)), a FROM t;
COMMENT ON STATISTICS s IS 'of two columns';
-- drops
DROP STATISTICS IF EXISTS s, nothing;
-- CHECK: create_statistics @s on @t (@a, @b) kinds {"ndistinct"}
-- CHECK-NEXT: create_statistics @whole on @t (@a, @b, sql"lower(c)")
-- CHECK-NEXT: set_comment statistics @s is "of two columns"
-- CHECK-NEXT: drop_statistics @s
-- CHECK-NEXT: }
