-- Columns in checks, generated columns, indexes and casts are looked up as the server does it; a default names none.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
CREATE TABLE t (id int PRIMARY KEY, a int CHECK (a > 0 AND t.id > 0), "B" text, CHECK (t IS NOT NULL AND tableoid > 0::oid));

-- expected-error@+1:33 {{column 'bad1.b' is not there}}
CREATE TABLE bad1 (a int CHECK (b > 0));
-- expected-error@+1:41 {{column 'bad2.b' is not there}}
CREATE TABLE bad2 (a int, CHECK (length(b) > 0));
-- expected-error@+1:58 {{column 'bad3.c' is not there}}
CREATE TABLE bad3 (a int, b int GENERATED ALWAYS AS (a + c) STORED);
-- expected-error@+1:34 {{a default names the column 'b'}}
CREATE TABLE bad4 (a int DEFAULT b);
-- expected-error@+1:42 {{a default names the column 'a'}}
CREATE TABLE bad5 (a int, b int DEFAULT (a + 1));
-- expected-error@+1:60 {{column 'bad6.b' is not there}}
CREATE TABLE bad6 (a int, EXCLUDE USING gist (int4range(a, b) WITH &&));
-- expected-error@+1:79 {{column 'bad7.b' is not there}}
CREATE TABLE bad7 (a int, EXCLUDE USING gist (int4range(a, a) WITH &&) WHERE (b > 0));

-- expected-error@+1:26 {{column 't.b' is not there}}
ALTER TABLE t ADD CHECK (b IS NOT NULL);
-- expected-error@+1:26 {{column 't.missing' is not there}}
ALTER TABLE t ADD CHECK (t.missing > 0);
-- expected-error@+1:40 {{a default names the column 'now'}}
ALTER TABLE t ADD COLUMN c int DEFAULT now;
-- expected-error@+1:39 {{column 't.d' is not there}}
ALTER TABLE t ADD COLUMN c int CHECK (d > 0);
ALTER TABLE t ADD CHECK (c > 0), ADD COLUMN c int CHECK (d > 0), ADD COLUMN d int;
-- expected-error@+1:42 {{a default names the column 'id'}}
ALTER TABLE t ALTER COLUMN a SET DEFAULT id;
-- expected-error@+1:48 {{column 't.b' is not there}}
ALTER TABLE t ALTER COLUMN a TYPE bigint USING b::bigint;
ALTER TABLE t ALTER COLUMN a SET DEFAULT 1, ALTER COLUMN "B" SET DEFAULT current_user;

-- expected-error@+1:29 {{column 't.b' is not there}}
CREATE INDEX i1 ON t (lower(b));
-- expected-error@+1:32 {{column 't.deleted' is not there}}
CREATE INDEX i2 ON t (a) WHERE deleted IS NULL;
CREATE INDEX i3 ON t (lower("B")) WHERE t.a > 0;

CREATE FUNCTION whole(t) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE INDEX i4 ON t ((t.whole));

CREATE TABLE p (a int, b int) PARTITION BY RANGE (a);
CREATE TABLE p1 PARTITION OF p (CHECK (b > 0)) FOR VALUES FROM (1) TO (2);
-- expected-error@+1:40 {{column 'p2.c' is not there}}
CREATE TABLE p2 PARTITION OF p (CHECK (c > 0)) FOR VALUES FROM (2) TO (3);
-- expected-error@+1:52 {{table 'p3' is not there}}
CREATE TABLE child (c int CHECK (c > a)) INHERITS (p3);
CREATE TABLE copy (LIKE t, CHECK (a > id));
CREATE TABLE bare (id int);
CREATE TABLE heir (c int, CHECK (c > id)) INHERITS (bare);
