-- A function whose signature names a type or the rows of a table follows when that is renamed, and stays one with it.
-- RUN: schemac-translate --from sql %s | FileCheck %s
CREATE TYPE role AS ENUM ('a', 'b');
CREATE TABLE jobs (id int PRIMARY KEY, r role);
CREATE FUNCTION all_jobs(of role[] DEFAULT '{a}'::role[]) RETURNS SETOF jobs LANGUAGE sql AS 'SELECT * FROM jobs WHERE r = any(of)';
CREATE FUNCTION label(j jobs) RETURNS text LANGUAGE sql AS 'SELECT j.id::text';
ALTER TABLE jobs RENAME TO tasks;
ALTER TYPE role RENAME TO rank;
-- It is that function: there is another one, and then none.
CREATE VIEW jobs AS SELECT id FROM tasks;
CREATE FUNCTION label(j jobs) RETURNS text LANGUAGE sql AS 'SELECT j.id::text';
CREATE OR REPLACE FUNCTION all_jobs(of rank[] DEFAULT '{a}'::rank[]) RETURNS SETOF tasks LANGUAGE sql AS 'SELECT * FROM tasks WHERE r = any(of)';
DROP FUNCTION label(tasks);

-- CHECK: function @all_jobs (@of : array<enum @rank> default sql"'{a}'::{{.*}}rank[]") returns_set composite @tasks language @sql as sql"SELECT * FROM tasks WHERE r = any(of)"
-- CHECK: function @label (@j : {{.*}}jobs)
-- CHECK-NOT: function
