-- Bounds that certainly overlap are refused, as are keys that lack what the table is partitioned by.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
CREATE TABLE r (id bigint, at date) PARTITION BY RANGE (at);
CREATE TABLE r1 PARTITION OF r FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE r2 PARTITION OF r FOR VALUES FROM ('2025-01-01') TO (MAXVALUE);
-- expected-error@+1 {{it would overlap partition 'r1'}}
CREATE TABLE r3 PARTITION OF r FOR VALUES FROM ('2023-01-01') TO ('2024-01-02');
CREATE TABLE r4 PARTITION OF r FOR VALUES FROM (MINVALUE) TO ('2023-01-01');
CREATE TABLE n (id bigint, k int) PARTITION BY RANGE (id, k);
CREATE TABLE n1 PARTITION OF n FOR VALUES FROM (-5, 10) TO (5, 10);
CREATE TABLE n2 PARTITION OF n FOR VALUES FROM (5, 10) TO (20, MINVALUE);
CREATE TABLE free (id bigint, k int);
-- expected-error@+1 {{it would overlap partition 'n2'}}
ALTER TABLE n ATTACH PARTITION free FOR VALUES FROM (19, 0) TO (30, 0);
ALTER TABLE n ATTACH PARTITION free FOR VALUES FROM (20, 0) TO (30, 0);
CREATE TABLE l (k text) PARTITION BY LIST (k);
CREATE TABLE l1 PARTITION OF l FOR VALUES IN ('a', 'b');
CREATE TABLE l2 PARTITION OF l FOR VALUES IN ('c', NULL);
-- expected-error@+1 {{it would overlap partition 'l1'}}
CREATE TABLE l3 PARTITION OF l FOR VALUES IN ('d', 'b');
CREATE TABLE h (k int) PARTITION BY HASH (k);
CREATE TABLE h1 PARTITION OF h FOR VALUES WITH (MODULUS 4, REMAINDER 1);
CREATE TABLE h2 PARTITION OF h FOR VALUES WITH (MODULUS 8, REMAINDER 3);
-- expected-error@+1 {{it would overlap partition 'h1'}}
CREATE TABLE h3 PARTITION OF h FOR VALUES WITH (MODULUS 8, REMAINDER 5);
-- expected-error@+1 {{it lacks a column that the table is partitioned by}}
ALTER TABLE r ADD PRIMARY KEY (id);
-- expected-error@+1 {{it lacks a column that the table is partitioned by}}
ALTER TABLE r ADD UNIQUE (id);
ALTER TABLE r ADD UNIQUE (id, at);
-- What left its bounds no longer claims them, and what came back by ROLLBACK does.
DROP TABLE r1;
CREATE TABLE r5 PARTITION OF r FOR VALUES FROM ('2023-01-01') TO ('2024-01-02');
ALTER TABLE n DETACH PARTITION n2;
CREATE TABLE n3 PARTITION OF n FOR VALUES FROM (5, 10) TO (20, 0);
BEGIN;
DROP TABLE n3;
CREATE TABLE n4 PARTITION OF n FOR VALUES FROM (5, 10) TO (6, 0);
ROLLBACK;
-- expected-error@+1 {{it would overlap partition 'n3'}}
CREATE TABLE n4 PARTITION OF n FOR VALUES FROM (6, 0) TO (7, 0);
CREATE TABLE rest PARTITION OF n DEFAULT;
-- expected-error@+1 {{partition 'rest' has these bounds}}
CREATE TABLE rest2 PARTITION OF n DEFAULT;
ALTER TABLE n3 RENAME TO n5;
-- expected-error@+1 {{it would overlap partition 'n5'}}
CREATE TABLE n4 PARTITION OF n FOR VALUES FROM (6, 0) TO (7, 0);
