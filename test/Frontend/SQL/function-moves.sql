-- A function that moves is made anew in the other schema, under the triggers that call it.
-- RUN: schemac-translate --from sql --plan %s | FileCheck %s
CREATE SCHEMA app;
CREATE TABLE t (a int);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
CREATE TRIGGER touched BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION touch();
ALTER FUNCTION touch() SET SCHEMA app;
-- CHECK: drop_trigger @t.@touched
-- CHECK-NEXT: create_function @app.@touch () returns_trigger language @plpgsql as sql"BEGIN RETURN NEW; END"
-- CHECK-NEXT: create_trigger @t.@touched before update for_each_row execute @app.@touch
-- CHECK-NEXT: drop_function @"touch()"
