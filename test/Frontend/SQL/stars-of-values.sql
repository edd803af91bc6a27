-- (f(x)).* and a star over what is not known stand for columns that are not counted: a query around
-- them that calls its columns something has them all.
-- RUN: schemac inspect %s | FileCheck %s

CREATE TYPE pair AS (a int, b text);
CREATE TABLE held (id int, v pair);
CREATE VIEW rights AS
  SELECT c.kind FROM (SELECT oid, (aclexplode(relacl)).* FROM pg_class) AS c (oid, giver, taker, kind, more);
CREATE VIEW parts AS SELECT c.y FROM (SELECT id, (v).* FROM held) AS c (i, x, y);
CREATE VIEW entries AS SELECT e.z FROM (SELECT (json_each('{}'::json)).*) AS e (y, z);
CREATE VIEW types AS WITH t (number, called, place) AS (SELECT * FROM pg_type) SELECT t.called, t.place FROM t;
CREATE VIEW whole AS SELECT (v).* FROM held;
CREATE VIEW second AS SELECT w.b, w.a FROM whole w;

-- CHECK-DAG: view @rights as
-- CHECK-DAG: view @parts as
-- CHECK-DAG: view @entries as
-- CHECK-DAG: view @types as
-- CHECK-DAG: view @whole as
-- CHECK-DAG: view @second as
