-- The type of a column by which a table, or a partition of it, is partitioned stays as it is.
-- RUN: not schemac inspect %s 2>&1 | FileCheck %s
CREATE TABLE p (id int, k int, n int, x int) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10) PARTITION BY LIST (k);
CREATE TABLE h (id int, x int) PARTITION BY RANGE ((id % 7));
-- CHECK: [[# @LINE + 1]]:{{.*}} error: 'set_type' on 'p.id' would be refused: 'p' is partitioned by it
ALTER TABLE p ALTER id TYPE bigint;
-- CHECK: [[# @LINE + 1]]:{{.*}} error: 'set_type' on 'p.k' would be refused: 'p1' is partitioned by it
ALTER TABLE p ALTER k TYPE bigint;
-- CHECK: [[# @LINE + 1]]:{{.*}} error: 'set_type' on 'h.id' would be refused: 'h' is partitioned by it
ALTER TABLE h ALTER id TYPE bigint;
-- CHECK-NOT: error:
ALTER TABLE p ALTER n TYPE bigint;
ALTER TABLE h ALTER x TYPE bigint;
