-- What a server forgets of the types of arguments and results is not read.
-- RUN: schemac-translate --from sql %s | FileCheck %s
-- CHECK:      function @a (@x : numeric, @y : varchar, @z : char(1), @t : timestamp, @u : bit(1), @v : interval, @w : array<numeric>) returns numeric
-- CHECK-NEXT: function @b () returns_table (@x : numeric, @c : char(1))
-- CHECK-NOT:  function @c
CREATE FUNCTION a(x numeric(7,4), y varchar(10), z char(3), t timestamp(3), u bit(8), v interval day to second, w numeric(3)[]) RETURNS decimal(7,4) LANGUAGE sql AS 'select 1.0';
CREATE FUNCTION b() RETURNS TABLE (x numeric(7,4), c char(2)) LANGUAGE sql AS 'select 1.0, ''a''';
CREATE FUNCTION c(varchar(10)) RETURNS int LANGUAGE sql AS 'select 1';
DROP FUNCTION c(varchar(20));
