-- What another program fills in is told from a mistake in SQL.
-- RUN: not schemac inspect %s 2>&1 | FileCheck %s
-- CHECK: templates.sql:[[#@LINE+7]]:14: error: syntax error at or near "{"
-- CHECK: note: '{{[{][{]}} index .Options "Namespace" }}' is filled in by another program: only what it makes is SQL
-- CHECK: error: syntax error at or near "$"
-- CHECK: note: '${SCHEMA}' is filled in by another program
-- CHECK: error: syntax error at or near "{"
-- CHECK-NOT: note:
--
CREATE TABLE {{ index .Options "Namespace" }}.users (id uuid NOT NULL);
CREATE INDEX i ON ${SCHEMA}.users (id);
CREATE TABLE { a (id int);
