-- RUN: schemac-translate --from sql --plan %s | FileCheck %s
CREATE FUNCTION add(a integer, b integer DEFAULT 1) RETURNS integer LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS 'SELECT a + b';
CREATE OR REPLACE FUNCTION add(a integer, b integer DEFAULT 1) RETURNS integer LANGUAGE sql STABLE AS $$SELECT a + b + 0$$;
CREATE FUNCTION pairs(OUT x int, INOUT y text, VARIADIC more text[]) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $f$ BEGIN x := 1; END $f$;
CREATE FUNCTION rows(n int) RETURNS TABLE (i int, t text) LANGUAGE sql AS $$SELECT 1, 'a'$$;
CREATE FUNCTION many() RETURNS SETOF text LANGUAGE sql AS $$SELECT 'a'$$;
CREATE PROCEDURE work(a text) LANGUAGE sql AS $$SELECT 1$$;
CREATE TABLE t (a int, b text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
CREATE TRIGGER on_change BEFORE INSERT OR UPDATE OF a, b ON t FOR EACH ROW WHEN (NEW.a > 0) EXECUTE FUNCTION touch('x', 'y');
CREATE CONSTRAINT TRIGGER later AFTER DELETE ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE PROCEDURE touch();
CREATE TRIGGER whole AFTER UPDATE ON t REFERENCING OLD TABLE AS o NEW TABLE AS n EXECUTE FUNCTION touch();
CREATE OR REPLACE TRIGGER whole AFTER TRUNCATE ON t EXECUTE FUNCTION touch();
ALTER TABLE t DISABLE TRIGGER whole;
ALTER TRIGGER later ON t RENAME TO sooner;
ALTER FUNCTION touch() RENAME TO touched;
ALTER FUNCTION add(int, int) VOLATILE;
-- drops
DROP TRIGGER IF EXISTS nothing ON t;
DROP TRIGGER on_change ON t;
DROP FUNCTION touched CASCADE;
DROP PROCEDURE work(text);
DROP FUNCTION IF EXISTS add(int, int), add(text);

-- CHECK: create_function @add (@a : i32, @b : i32 default sql"1") returns i32 language @sql immutable strict parallel_safe as sql"SELECT a + b"
-- CHECK-NEXT: replace_function @add (@a : i32, @b : i32 default sql"1") returns i32 language @sql stable as sql"SELECT a + b + 0"
-- CHECK-NEXT: create_function @pairs (out @x : i32, inout @y : text, variadic @more : array<text>) language @plpgsql security_definer set @search_path sql"'public', 'pg_temp'" as sql" BEGIN x := 1; END "
-- CHECK-NEXT: create_function @rows (@n : i32) returns_table (@i : i32, @t : text) language @sql as sql"SELECT 1, 'a'"
-- CHECK-NEXT: create_function @many () returns_set text language @sql as sql"SELECT 'a'"
-- CHECK-NEXT: create_function @work (@a : text) procedure language @sql as sql"SELECT 1"
-- CHECK-NEXT: create_table @t {
-- CHECK-NEXT: col @a : i32 nullable
-- CHECK-NEXT: col @b : text nullable
-- CHECK-NEXT: }
-- CHECK-NEXT: create_function @touch () returns_trigger language @plpgsql as sql"BEGIN RETURN NEW; END"
-- CHECK-NEXT: create_trigger @t.@on_change before insert or update of (@a, @b) for_each_row when sql"NEW.a > 0" execute @touch {"x", "y"}
-- CHECK-NEXT: create_trigger @t.@later constraint after delete deferrable initially_deferred for_each_row execute @touch
-- CHECK-NEXT: create_trigger @t.@whole after update old_table @o new_table @n execute @touch
-- CHECK-NEXT: replace_trigger @t.@whole after truncate execute @touch
-- CHECK-NEXT: replace_trigger @t.@whole after truncate disabled execute @touch
-- CHECK-NEXT: drop_trigger @t.@later
-- CHECK-NEXT: create_trigger @t.@sooner constraint after delete deferrable initially_deferred for_each_row execute @touch
-- CHECK-NEXT: rename_function @"touch()" to @touched
-- CHECK-NEXT: replace_function @add (@a : i32, @b : i32 default sql"1") returns i32 language @sql as sql"SELECT a + b + 0"
-- CHECK-NEXT: drop_trigger @t.@on_change
-- CHECK-NEXT: drop_trigger @t.@whole
-- CHECK-NEXT: drop_trigger @t.@sooner
-- CHECK-NEXT: drop_function @"touched()"
-- CHECK-NEXT: drop_function @"work(text)"
-- CHECK-NEXT: drop_function @"add(i32, i32)"
-- CHECK-NEXT: }
-- CHECK-NEXT: }
