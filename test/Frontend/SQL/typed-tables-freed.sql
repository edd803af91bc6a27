-- A table of a type that becomes a free one, and the other way round: no part of a schema, and no error.
-- RUN: schemac inspect %s 2>&1 | FileCheck %s --implicit-check-not=error:
CREATE TYPE pair AS (a int, b int);
CREATE TABLE t OF pair;
CREATE TABLE u (a int, b int);
-- CHECK: [[# @LINE + 1]]:15: warning: that a table is of a type is no part of a schema
ALTER TABLE t NOT OF;
-- CHECK: [[# @LINE + 1]]:15: warning: that a table is of a type is no part of a schema
ALTER TABLE u OF pair;
-- CHECK: table @t
