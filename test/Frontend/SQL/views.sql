-- Stars are written out, as a server does; a renamed column keeps its name in what a view shows.
-- RUN: schemac-translate --from sql --plan %s | FileCheck %s
CREATE TABLE users (id int PRIMARY KEY, name text, org int);
CREATE TABLE orgs (id int PRIMARY KEY, title text);
CREATE VIEW everybody AS SELECT * FROM users;
CREATE VIEW members (who, "where") WITH (security_barrier) AS
  SELECT u.name, o.title FROM users u JOIN orgs o ON o.id = u.org WHERE u.name <> '';
CREATE VIEW named AS SELECT id, name FROM users WHERE name <> '' WITH LOCAL CHECK OPTION;
CREATE OR REPLACE VIEW everybody AS SELECT * FROM users WHERE name IS NOT NULL;
ALTER TABLE users RENAME COLUMN name TO full_name;
CREATE MATERIALIZED VIEW counts AS WITH x AS (SELECT org, count(*) AS n FROM users GROUP BY org) SELECT * FROM x WITH NO DATA;
CREATE UNIQUE INDEX ON counts (org);
REFRESH MATERIALIZED VIEW counts;
REFRESH MATERIALIZED VIEW CONCURRENTLY counts;
ALTER VIEW members SET (security_invoker = true);
ALTER MATERIALIZED VIEW counts RENAME TO totals;
CREATE TEMP VIEW gone AS SELECT 1;
-- drops
DROP VIEW members, everybody;
DROP MATERIALIZED VIEW IF EXISTS totals, nothing;

-- CHECK: create_table @users {
-- CHECK-NEXT: col @id : i32
-- CHECK-NEXT: col @name : text nullable
-- CHECK-NEXT: col @org : i32 nullable
-- CHECK-NEXT: primary_key @users_pkey (@id)
-- CHECK-NEXT: }
-- CHECK-NEXT: create_table @orgs {
-- CHECK-NEXT: col @id : i32
-- CHECK-NEXT: col @title : text nullable
-- CHECK-NEXT: primary_key @orgs_pkey (@id)
-- CHECK-NEXT: }
-- CHECK-NEXT: create_view @everybody as sql"SELECT users.id, users.name, users.org FROM users"
-- CHECK-NEXT: create_view @members (@who, @where) security_barrier as sql"SELECT u.name, o.title FROM users u JOIN orgs o ON o.id = u.org WHERE u.name <> ''"
-- CHECK-NEXT: create_view @named check_option local as sql"SELECT id, name FROM users WHERE name <> ''"
-- CHECK-NEXT: replace_view @everybody as sql"SELECT users.id, users.name, users.org FROM users WHERE name IS NOT NULL" same_columns
-- CHECK-NEXT: drop_view @everybody remade
-- CHECK-NEXT: drop_view @members remade
-- CHECK-NEXT: drop_view @named remade
-- CHECK-NEXT: rename_column @users.@name to @full_name
-- CHECK-NEXT: create_view @named check_option local as sql"SELECT id, full_name AS name FROM users WHERE full_name <> ''" remade
-- CHECK-NEXT: create_view @members (@who, @where) security_barrier as sql"SELECT u.full_name AS name, o.title FROM users u JOIN orgs o ON o.id = u.org WHERE u.full_name <> ''" remade
-- CHECK-NEXT: create_view @everybody as sql"SELECT users.id, users.full_name AS name, users.org FROM users WHERE full_name IS NOT NULL" remade
-- CHECK-NEXT: create_view @counts materialized no_data as sql"WITH x AS (SELECT org, count(*) AS n FROM users GROUP BY org) SELECT x.org, x.n FROM x"
-- CHECK-NEXT: create_index @counts.@counts_org_idx (@org) unique
-- CHECK-NEXT: refresh_view @counts
-- CHECK-NEXT: refresh_view @counts concurrently
-- CHECK-NEXT: replace_view @members (@who, @where) security_barrier security_invoker as sql"SELECT u.full_name AS name, o.title FROM users u JOIN orgs o ON o.id = u.org WHERE u.full_name <> ''"
-- CHECK-NEXT: rename_view @counts to @totals
-- CHECK-NEXT: drop_view @members
-- CHECK-NEXT: drop_view @everybody
-- CHECK-NEXT: drop_view @totals
-- CHECK-NEXT: }
-- CHECK-NEXT: }
