-- What came after the grammar of the parser and says what the IR does not know is told from a mistake.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
CREATE TABLE n (a int, b int);
CREATE TABLE w (a int, b int);
-- expected-error@+1 {{BY SOURCE came with PostgreSQL 17 and is not understood here}}
MERGE INTO n USING w ON n.a = w.a WHEN NOT MATCHED BY SOURCE THEN DELETE;
-- expected-error@+1 {{RETURNING of MERGE came with PostgreSQL 17 and is not understood here}}
MERGE INTO n USING w ON n.a = w.a WHEN MATCHED THEN DO NOTHING RETURNING n.a;
-- expected-error@+1 {{a query in FROM without an alias came with PostgreSQL 16 and is not understood here}}
SELECT * FROM (SELECT 1);
-- expected-error@+1 {{default privileges of large objects came with PostgreSQL 18 and is not understood here}}
ALTER DEFAULT PRIVILEGES GRANT SELECT ON LARGE OBJECTS TO PUBLIC;
-- expected-error@+1 {{syntax error at or near "b"}}
CREATE TABLE bad (a int GENERATED ALWAYS AS (1) b int);
