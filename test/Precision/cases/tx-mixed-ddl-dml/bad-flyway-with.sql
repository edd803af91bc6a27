-- expect: tx-mixed-ddl-dml
-- tool: flyway
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE TABLE s (id int PRIMARY KEY, a int);
-- change
ALTER TABLE t ADD COLUMN b int;
WITH x AS (SELECT id, a FROM s) UPDATE t SET b = x.a FROM x WHERE x.id = t.id;
