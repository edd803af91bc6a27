-- An index of a partition that is as one of the whole becomes a part of it, whatever it is called:
-- when the whole gets its index, and when the partition is attached.
-- RUN: schemac inspect %s 2>&1 | FileCheck %s --implicit-check-not=error:
CREATE TABLE p (id int PRIMARY KEY, k int) PARTITION BY RANGE (id);
CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (10);
CREATE INDEX mine ON p1 (k);
CREATE INDEX other ON p1 (k DESC);
CREATE INDEX p_k ON p (k);

CREATE TABLE p2 (id int NOT NULL, k int, CONSTRAINT p2_key PRIMARY KEY (id));
CREATE INDEX p2_of_k ON p2 (k);
ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (10) TO (20);

-- CHECK: table @p partitioned by
-- CHECK: index @p_k (@k)
-- CHECK: table @p1
-- CHECK-NEXT: index @other (@k desc)
-- CHECK-NEXT: }
-- CHECK-NEXT: table @p2 partition_of @p for sql"FROM (10) TO (20)" {
-- CHECK-NEXT: }
