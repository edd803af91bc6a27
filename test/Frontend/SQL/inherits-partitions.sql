-- RUN: schemac-translate --from sql %s | FileCheck %s

CREATE TABLE events (id bigint NOT NULL, at timestamptz CHECK (at > '2000-01-01'));
CREATE TABLE logins (who text) INHERITS (events);
-- CHECK: table @logins inherits (@events) {
-- CHECK-NEXT: col @id : i64
-- CHECK-NEXT: col @at : timestamptz nullable
-- CHECK-NEXT: col @who : text nullable

CREATE TABLE m (at date NOT NULL, n int, k text COLLATE "C") PARTITION BY RANGE (at, lower(k) COLLATE "C");
CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM ('2024-01-01', MINVALUE) TO ('2024-02-01', MAXVALUE);
CREATE TABLE m_rest PARTITION OF m DEFAULT;
-- CHECK: table @m partitioned by range (@at, sql"lower(k)" collate @C) {
-- CHECK: table @m_1 partition_of @m for sql"FROM ('2024-01-01', MINVALUE) TO ('2024-02-01', MAXVALUE)" {
-- CHECK: table @m_rest partition_of @m default {

CREATE TABLE l (a int) PARTITION BY LIST (a);
CREATE TABLE l_1 (a int);
ALTER TABLE l ATTACH PARTITION l_1 FOR VALUES IN (1, 2);
CREATE TABLE l_2 PARTITION OF l FOR VALUES IN (3);
ALTER TABLE l DETACH PARTITION l_2;
-- CHECK: table @l partitioned by list (@a) {
-- CHECK: table @l_1 partition_of @l for sql"IN (1, 2)" {
-- CHECK: table @l_2 {
-- CHECK-NEXT: col @a : i32 nullable
