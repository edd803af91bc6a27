-- Stars are written out, as a server does; a renamed column keeps its name in what a view shows.
CREATE TABLE users (id int PRIMARY KEY, name text, org int);
CREATE TABLE orgs (id int PRIMARY KEY, title text);
CREATE VIEW everybody AS SELECT * FROM users;
CREATE VIEW members (who, "where") WITH (security_barrier) AS
  SELECT u.name, o.title FROM users u JOIN orgs o ON o.id = u.org WHERE u.name <> '' WITH LOCAL CHECK OPTION;
CREATE OR REPLACE VIEW everybody AS SELECT * FROM users WHERE name IS NOT NULL;
ALTER TABLE users RENAME COLUMN name TO full_name;
CREATE MATERIALIZED VIEW counts AS WITH x AS (SELECT org, count(*) AS n FROM users GROUP BY org) SELECT * FROM x WITH NO DATA;
CREATE UNIQUE INDEX ON counts (org);
REFRESH MATERIALIZED VIEW counts;
ALTER VIEW members SET (security_invoker = true);
ALTER MATERIALIZED VIEW counts RENAME TO totals;
CREATE TEMP VIEW gone AS SELECT 1;
DROP VIEW members, everybody;
DROP MATERIALIZED VIEW IF EXISTS totals, nothing;

