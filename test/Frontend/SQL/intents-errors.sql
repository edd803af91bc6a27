-- A word for schemac that says nothing where it stands, or that is not one.
-- RUN: not schemac inspect %s 2>&1 | FileCheck %s

-- CHECK: intents-errors.sql:[[@LINE+1]]:4: error: '@schemac.renamed' is no annotation; renamedFrom, movedFrom, backfill and drop are [sql-annotation, SC1329]
-- @schemac.renamed(people)
CREATE TABLE users (
  id bigint PRIMARY KEY,
  -- CHECK: intents-errors.sql:[[@LINE+1]]:6: error: '@schemac.backfill' is written '@schemac.backfill("SQL expression")' [sql-annotation, SC1329]
  -- @schemac.backfill(lower)
  email text,
  -- CHECK: intents-errors.sql:[[@LINE+1]]:6: error: '@schemac.drop' says nothing here [sql-annotation, SC1329]
  -- @schemac.drop(x)
  name text
);
-- CHECK: intents-errors.sql:[[@LINE+1]]:4: error: '@schemac.backfill' says nothing here [sql-annotation, SC1329]
-- @schemac.backfill("1")
CREATE VIEW v AS SELECT 1 AS a;

-- CHECK: intents-errors.sql:[[@LINE+1]]:4: error: '@schemac.renamedFrom' says nothing here [sql-annotation, SC1329]
-- @schemac.renamedFrom(a)
