-- A function that moves takes what calls it along, whatever that is.
-- RUN: schemac-translate --from sql --plan %s | FileCheck %s
-- RUN: schemac inspect %s --to sir | FileCheck %s --check-prefix STATE
CREATE SCHEMA app;
CREATE FUNCTION norm(s text) RETURNS text LANGUAGE sql IMMUTABLE AS $$SELECT lower(s)$$;
CREATE TABLE t (a text DEFAULT norm('X'), g text GENERATED ALWAYS AS (norm(a)) STORED, CONSTRAINT c CHECK (norm(a) <> ''));
CREATE INDEX i ON t (norm(a));
CREATE VIEW v AS SELECT norm(t.a) AS n FROM t;
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN NEW; END$$;
CREATE TRIGGER touched BEFORE UPDATE ON t FOR EACH ROW WHEN (norm(NEW.a) = 'a') EXECUTE FUNCTION touch();
CREATE POLICY p ON t USING (norm(a) = 'a');
ALTER FUNCTION touch() SET SCHEMA app;
ALTER FUNCTION norm(text) SET SCHEMA app;
-- CHECK: move_function @"touch()" to @app
-- CHECK-NEXT: {{^ .*}}move_function @"norm(text)" to @app
-- STATE: default sql"app.norm('X')"
-- STATE: sql"app.norm(a)"
-- STATE: trigger @touched {{.*}}when sql"app.norm(NEW.a) = 'a'" execute @app.@touch
-- STATE: view @v as sql"SELECT app.norm(t.a) AS n FROM t"
