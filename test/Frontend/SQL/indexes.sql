-- RUN: schemac-translate --from sql --plan %s | FileCheck %s
CREATE TABLE t (a int, b text, c text[], d jsonb, e int) PARTITION BY RANGE (a);
CREATE TABLE u (a int, b text COLLATE "C", c text[], d jsonb);
CREATE INDEX plain ON u (a ASC NULLS LAST, b COLLATE "POSIX" text_ops DESC NULLS LAST);
-- CHECK: create_index @u.@plain (@a, @b collate @POSIX desc nulls_last)
CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS keyed ON u USING btree (a) INCLUDE (b) NULLS NOT DISTINCT WITH (fillfactor = 70) WHERE (a > 0);
-- CHECK-NEXT: create_index @u.@keyed (@a) unique include (@b) nulls_not_distinct with (fillfactor = 70) where sql"a > 0" concurrently
CREATE INDEX IF NOT EXISTS plain ON u (a);
CREATE INDEX arrays ON u USING gin (c array_ops, d jsonb_path_ops);
-- CHECK-NEXT: create_index @u.@arrays (@c, @d opclass @jsonb_path_ops) using @gin
CREATE INDEX like_b ON u (b text_pattern_ops, (a + 1), lower(b));
-- CHECK-NEXT: create_index @u.@like_b (@b opclass @text_pattern_ops, sql"a + 1", sql"lower(b)")
CREATE INDEX collated ON u ((b COLLATE "POSIX"), (lower(b) COLLATE "C"), ((b || 'x') COLLATE "C") DESC);
-- CHECK-NEXT: create_index @u.@collated (@b collate @POSIX, sql"lower(b)" collate @C, sql"b || 'x'" collate @C desc)
CREATE INDEX ON ONLY t (b);
-- CHECK-NEXT: create_index @t.@t_b_idx (@b) only
ALTER INDEX plain SET (fillfactor = 50);
ALTER INDEX plain RESET (fillfactor);
ALTER INDEX plain RENAME TO simple;
-- CHECK-NEXT: set_index_parameters @u.@plain with (fillfactor = 50)
-- CHECK-NEXT: set_index_parameters @u.@plain with ()
-- CHECK-NEXT: rename_index @u.@plain to @simple
-- CHECK-NEXT: }
