-- All spellings of a type are one.
-- RUN: schemac-translate --from sql %s | FileCheck %s
CREATE EXTENSION postgis;
CREATE TABLE t (
  a int, b int4, c pg_catalog.int4, d integer[], e int ARRAY[3],
  f decimal, g dec(5), h numeric(5, 2), i double precision, j float(10), k real,
  l char, m character(3), n varchar, o character varying(9), p bpchar, q "char",
  r timestamp(3), s timestamptz, t timestamp(0) with time zone, u time without time zone,
  v interval, w interval(2), x interval year to month, y bit, z bit varying(4),
  aa geometry(Point, 4326), bb public.citext, cc name, dd national character varying(7), ee boolean
);
-- CHECK: col @a : i32 nullable
-- CHECK-NEXT: col @b : i32 nullable
-- CHECK-NEXT: col @c : i32 nullable
-- CHECK-NEXT: col @d : array<i32> nullable
-- CHECK-NEXT: col @e : array<i32> nullable
-- CHECK-NEXT: col @f : numeric nullable
-- CHECK-NEXT: col @g : numeric(5, 0) nullable
-- CHECK-NEXT: col @h : numeric(5, 2) nullable
-- CHECK-NEXT: col @i : f64 nullable
-- CHECK-NEXT: col @j : f32 nullable
-- CHECK-NEXT: col @k : f32 nullable
-- CHECK-NEXT: col @l : char(1) nullable
-- CHECK-NEXT: col @m : char(3) nullable
-- CHECK-NEXT: col @n : varchar nullable
-- CHECK-NEXT: col @o : varchar(9) nullable
-- CHECK-NEXT: col @p : native("bpchar") nullable
-- CHECK-NEXT: col @q : native("\"char\"") nullable
-- CHECK-NEXT: col @r : timestamp(3) nullable
-- CHECK-NEXT: col @s : timestamptz nullable
-- CHECK-NEXT: col @t : timestamptz(0) nullable
-- CHECK-NEXT: col @u : time nullable
-- CHECK-NEXT: col @v : interval nullable
-- CHECK-NEXT: col @w : interval(2) nullable
-- CHECK-NEXT: col @x : native("interval year to month") nullable
-- CHECK-NEXT: col @y : bit(1) nullable
-- CHECK-NEXT: col @z : varbit(4) nullable
-- CHECK-NEXT: col @aa : native("geometry(point,4326)") nullable
-- CHECK-NEXT: col @bb : citext nullable
-- CHECK-NEXT: col @cc : native("name") nullable
-- CHECK-NEXT: col @dd : varchar(7) nullable
-- CHECK-NEXT: col @ee : bool nullable
