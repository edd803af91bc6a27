-- What comments tell about the change to a schema: above a declaration, behind it on its line, or of their own.
-- RUN: schemac inspect %s --to sir | FileCheck %s
-- RUN: schemac inspect %s --to sql | FileCheck %s --check-prefix SQL
-- RUN: schemac inspect %s --to sql > %t.sql
-- RUN: schemac inspect %t.sql --to sql | diff %t.sql -

-- SQL: -- @schemac.drop(old_table, archive: true)
-- @schemac.drop(old_table, archive: true)

-- CHECK: enum @colour
-- CHECK-SAME: "green" renamed_from "verde"} renamed_from @color
-- SQL: -- @schemac.renamedFrom(color)
-- SQL-NEXT: CREATE TYPE {{.*}} AS ENUM ('red', /* @schemac.renamedFrom(verde) */ 'green')
-- @schemac.renamedFrom(color)
CREATE TYPE colour AS ENUM ('red', /* @schemac.renamedFrom(verde) */ 'green');

-- CHECK: table @users renamed_from @people
-- CHECK: col @email : text {{.*}}renamed_from @mail
-- CHECK: col @name : text {{.*}}backfill sql"lower(email)"
-- CHECK: drops @phone
-- SQL: -- @schemac.renamedFrom(people)
-- SQL-NEXT: -- @schemac.drop(phone)
-- SQL-NEXT: CREATE TABLE
-- SQL: -- @schemac.renamedFrom(mail)
-- SQL-NEXT: "email"
-- SQL-NEXT: -- @schemac.backfill("lower(email)")
-- SQL-NEXT: "name"

-- The people who sign in.
-- @schemac.renamedFrom(people)
-- @schemac.drop(phone)
CREATE TABLE users (
  id bigint PRIMARY KEY, -- the comment '@schemac.drop(x)' of a column is prose
  -- @schemac.renamedFrom(mail)
  email text NOT NULL,
  name text NOT NULL, -- @schemac.backfill("lower(email)")
  paint colour DEFAULT 'red' -- '-- @schemac.drop(y)' is no annotation either
);

-- CHECK: view @adults renamed_from @grown
-- CHECK: drops @old_table archive
-- SQL: -- @schemac.renamedFrom(grown)
-- @schemac.renamedFrom(grown)
CREATE VIEW adults AS SELECT '-- @schemac.renamedFrom(nobody)' AS a;
