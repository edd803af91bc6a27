-- CREATE OR REPLACE VIEW adds columns at the end, and nothing else. What a view shows of something unknown is let pass.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
CREATE TABLE t (id bigint PRIMARY KEY, a text, b text);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE OR REPLACE VIEW v AS SELECT id, a, b AS more FROM t;
-- expected-error@+1:24 {{the server refuses to replace the view: column 'more' of 'v' would be gone}}
CREATE OR REPLACE VIEW v AS SELECT id, a FROM t;
-- expected-error@+1:24 {{the server refuses to replace the view: column 'a' of 'v' would be 'b'}}
CREATE OR REPLACE VIEW v AS SELECT id, b, a AS more FROM t;
CREATE OR REPLACE VIEW v AS SELECT id, upper(a) AS a, b AS more FROM t WHERE id > 1;
CREATE OR REPLACE VIEW v (id, a, more) AS SELECT 1::bigint, b, a FROM t;
ALTER VIEW v RENAME COLUMN more TO last;
CREATE OR REPLACE VIEW v AS SELECT id, a, b AS last FROM t;
-- expected-error@+1:24 {{the server refuses to replace the view: column 'id' of 'v' would be of type i32 instead of i64}}
CREATE OR REPLACE VIEW v AS SELECT id::int AS id, a, b AS last FROM t;
-- expected-error@+1:24 {{column 'a' of 'v' would be of type varchar}}
CREATE OR REPLACE VIEW v AS SELECT id, a::varchar(10) AS a, b AS last FROM t;
CREATE OR REPLACE VIEW v AS SELECT id, a || b AS a, b AS last FROM t;
