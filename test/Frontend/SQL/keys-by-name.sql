-- A key that ALTER TABLE adds is a relation at once.
-- RUN: schemac inspect %s -Wno-sql-unmanaged -Wno-sql-exists-differs | FileCheck %s
CREATE TABLE t (a int NOT NULL);
ALTER TABLE ONLY t ADD CONSTRAINT t_pkey PRIMARY KEY (a);
ALTER INDEX t_pkey SET (fillfactor = 50);
ALTER INDEX t_pkey RENAME TO tp;
CREATE TABLE u (a int NOT NULL, b int);
ALTER TABLE u ADD CONSTRAINT u_u UNIQUE (a);
CREATE INDEX IF NOT EXISTS u_u ON u (b);
ALTER INDEX u_u RENAME TO uu;
CREATE TABLE job (id int NOT NULL, k int NOT NULL) PARTITION BY LIST (k);
CREATE TABLE job_0 (id int NOT NULL, k int NOT NULL);
ALTER TABLE ONLY job ATTACH PARTITION job_0 FOR VALUES IN (0);
ALTER TABLE ONLY job ADD CONSTRAINT job_pkey PRIMARY KEY (id, k);
ALTER TABLE ONLY job_0 ADD CONSTRAINT job_0_pkey PRIMARY KEY (id, k);
ALTER INDEX job_pkey ATTACH PARTITION job_0_pkey;
-- CHECK: table @t {
-- CHECK: primary_key @tp (@a) with (fillfactor = 50)
-- CHECK: table @u {
-- CHECK: unique @uu (@a)
-- CHECK-NEXT: }
-- CHECK: table @job partitioned by list (@k) {
-- CHECK: primary_key @job_pkey (@id, @k)
-- CHECK: table @job_0 partition_of @job for sql"IN (0)" {
-- CHECK-NEXT: }
