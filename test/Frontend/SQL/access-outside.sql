-- Grants on a schema are steps; those on what every database has, or on what holds it, are said to be none.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
-- RUN: schemac-translate --from sql --plan %s 2>/dev/null | FileCheck %s
CREATE SCHEMA app;
-- CHECK: grant {"USAGE"} on namespace @app to @clerk
-- CHECK-NEXT: grant {"USAGE"} on namespace @app to @public
-- CHECK-NEXT: revoke {"USAGE"} on namespace @app from @clerk
-- CHECK-NEXT: }
GRANT USAGE ON SCHEMA app TO clerk, PUBLIC;
REVOKE USAGE ON SCHEMA app FROM clerk;
-- expected-warning@+1 {{the schema 'public' itself is no part of a schema for schemac}}
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
-- expected-warning@+1 {{the schema 'public' itself is no part}}
GRANT USAGE ON SCHEMA public TO clerk;
-- expected-warning@+1 {{the schema 'public' itself is no part}}
COMMENT ON SCHEMA public IS 'x';
-- expected-warning@+1 {{the schema 'public' itself is no part}}
ALTER SCHEMA public OWNER TO clerk;
-- expected-warning@+1 {{a database as a whole is no part}}
GRANT CONNECT ON DATABASE app TO clerk;
-- expected-warning@+1 {{a database as a whole is no part}}
REVOKE ALL ON DATABASE app FROM PUBLIC;
-- expected-warning@+1 {{a language is no part}}
GRANT USAGE ON LANGUAGE plpgsql TO clerk;
