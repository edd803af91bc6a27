-- The name of a multirange is no part of a schema, and no error.
-- RUN: schemac inspect %s 2>&1 | FileCheck %s --implicit-check-not=error:
CREATE TYPE myrange AS RANGE (subtype = float8);
-- CHECK: [[# @LINE + 1]]:1: warning: the name of a multirange is no part of a schema
ALTER TYPE mymultirange RENAME TO yours;
-- CHECK: range @myrange subtype f64
