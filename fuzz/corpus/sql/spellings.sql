-- All spellings of a type are one.
CREATE EXTENSION postgis;
CREATE TABLE t (
  a int, b int4, c pg_catalog.int4, d integer[], e int ARRAY[3],
  f decimal, g dec(5), h numeric(5, 2), i double precision, j float(10), k real,
  l char, m character(3), n varchar, o character varying(9), p bpchar, q "char",
  r timestamp(3), s timestamptz, t timestamp(0) with time zone, u time without time zone,
  v interval, w interval(2), x interval year to month, y bit, z bit varying(4),
  aa geometry(Point, 4326), bb public.citext, cc name, dd national character varying(7), ee boolean
);
