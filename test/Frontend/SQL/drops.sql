-- What CASCADE and the server's own rules take along are steps of their own.
-- RUN: schemac-translate --from sql --plan %s | FileCheck %s
CREATE TABLE a (id int PRIMARY KEY, n int, g int GENERATED ALWAYS AS (n + 1) STORED);
CREATE TABLE b (id int REFERENCES a, a2 int REFERENCES a);
CREATE VIEW v AS SELECT id, n FROM a;
CREATE VIEW w AS SELECT id FROM v;
ALTER TABLE a DROP COLUMN n CASCADE;
ALTER TABLE a DROP CONSTRAINT a_pkey CASCADE;
CREATE TABLE p (a int) PARTITION BY LIST (a);
CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1);
DROP TABLE p;
CREATE TABLE c (id int PRIMARY KEY, d int);
CREATE TABLE d (id int PRIMARY KEY, c int REFERENCES c);
ALTER TABLE c ADD FOREIGN KEY (d) REFERENCES d;
DROP TABLE c, d;
DROP TABLE IF EXISTS nothing;
CREATE SEQUENCE s;
ALTER TABLE a ADD k int DEFAULT nextval('s');
DROP SEQUENCE s CASCADE;
CREATE SCHEMA x;
CREATE TYPE x.e AS ENUM ();
CREATE TABLE x.t (e x.e);
CREATE VIEW x.vt AS SELECT e FROM x.t;
DROP SCHEMA x CASCADE;
CREATE INDEX a_g ON a (id);
DROP INDEX CONCURRENTLY IF EXISTS a_h;
DROP INDEX CONCURRENTLY a_g;

-- CHECK: create_table @a {
-- CHECK-NEXT: col @id : i32
-- CHECK-NEXT: col @n : i32 nullable
-- CHECK-NEXT: col @g : i32 nullable stored sql"n + 1"
-- CHECK-NEXT: primary_key @a_pkey (@id)
-- CHECK-NEXT: }
-- CHECK-NEXT: create_table @b {
-- CHECK-NEXT: col @id : i32 nullable
-- CHECK-NEXT: col @a2 : i32 nullable
-- CHECK-NEXT: foreign_key @b_id_fkey (@id) references @a (@id)
-- CHECK-NEXT: foreign_key @b_a2_fkey (@a2) references @a (@id)
-- CHECK-NEXT: }
-- CHECK-NEXT: create_view @v as sql"SELECT id, n FROM a"
-- CHECK-NEXT: create_view @w as sql"SELECT id FROM v"
-- CHECK-NEXT: drop_view @w
-- CHECK-NEXT: drop_view @v
-- CHECK-NEXT: drop_column @a.@g
-- CHECK-NEXT: drop_column @a.@n
-- CHECK-NEXT: drop_constraint @b.@b_id_fkey
-- CHECK-NEXT: drop_constraint @b.@b_a2_fkey
-- CHECK-NEXT: drop_constraint @a.@a_pkey
-- CHECK-NEXT: create_table @p partitioned by list (@a) {
-- CHECK-NEXT: col @a : i32 nullable
-- CHECK-NEXT: }
-- CHECK-NEXT: create_table @p1 partition_of @p for sql"IN (1)" {
-- CHECK-NEXT: }
-- CHECK-NEXT: drop_table @p1
-- CHECK-NEXT: drop_table @p
-- CHECK-NEXT: create_table @c {
-- CHECK-NEXT: col @id : i32
-- CHECK-NEXT: col @d : i32 nullable
-- CHECK-NEXT: primary_key @c_pkey (@id)
-- CHECK-NEXT: }
-- CHECK-NEXT: create_table @d {
-- CHECK-NEXT: col @id : i32
-- CHECK-NEXT: col @c : i32 nullable
-- CHECK-NEXT: primary_key @d_pkey (@id)
-- CHECK-NEXT: foreign_key @d_c_fkey (@c) references @c (@id)
-- CHECK-NEXT: }
-- CHECK-NEXT: add_foreign_key @c.@c_d_fkey (@d) references @d (@id)
-- CHECK-NEXT: drop_constraint @c.@c_d_fkey
-- CHECK-NEXT: drop_constraint @d.@d_c_fkey
-- CHECK-NEXT: drop_table @c
-- CHECK-NEXT: drop_table @d
-- CHECK-NEXT: create_sequence @s : i64
-- CHECK-NEXT: add_column @a.@k : i32 nullable default sql"nextval('s')"
-- CHECK-NEXT: drop_default @a.@k
-- CHECK-NEXT: drop_sequence @s
-- CHECK-NEXT: create_namespace @x
-- CHECK-NEXT: create_enum @x.@e {}
-- CHECK-NEXT: create_table @x.@t {
-- CHECK-NEXT: col @e : enum @x.@e nullable
-- CHECK-NEXT: }
-- CHECK-NEXT: create_view @x.@vt as sql"SELECT e FROM x.t"
-- CHECK-NEXT: drop_view @x.@vt
-- CHECK-NEXT: drop_table @x.@t
-- CHECK-NEXT: drop_enum @x.@e
-- CHECK-NEXT: drop_namespace @x
-- CHECK-NEXT: create_index @a.@a_g (@id)
-- CHECK-NEXT: drop_index @a.@a_g concurrently
-- CHECK-NEXT: }
-- CHECK-NEXT: }
