-- Where an expression stands decides what it may hold: the server refuses what is refused here, and nothing else.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
CREATE FUNCTION own_volatile(n int) RETURNS int LANGUAGE plpgsql AS $$BEGIN RETURN n; END$$;
CREATE FUNCTION own_immutable(n int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS $$BEGIN RETURN n; END$$;
CREATE FUNCTION own_sql(n int) RETURNS int LANGUAGE sql AS 'SELECT n + 1';
CREATE TABLE t (id int PRIMARY KEY, n int, s text, at timestamp, atz timestamptz);
-- expected-error@+1:21 {{'count(…)' of 't' is no expression: count() is an aggregate, of many rows, which an index cannot have}}
CREATE INDEX ON t ((count(n)));
-- expected-error@+1:21 {{'random(…)' of 't' is no expression: random() is not immutable, and an index holds what was once computed}}
CREATE INDEX ON t ((random()));
-- expected-error@+1:30 {{now() is not immutable}}
CREATE INDEX ON t (n) WHERE (now() > atz);
-- expected-error@+1:34 {{what it gives changes with time or user}}
CREATE INDEX ON t (n) WHERE at > CURRENT_DATE;
-- expected-error@+1:21 {{own_volatile() is not immutable}}
CREATE INDEX ON t ((own_volatile(n)));
CREATE INDEX ON t ((own_immutable(n)));
CREATE INDEX ON t ((own_sql(n)));
CREATE INDEX ON t ((lower(s)), (date_trunc('day', at)), (extract(year FROM at)), (length(s)), (at AT TIME ZONE 'UTC'));
CREATE INDEX ON t ((CASE WHEN n > 1 THEN md5(s) ELSE left(s, 3) END)) WHERE coalesce(n, 0) > 1 AND s IS NOT NULL;
-- expected-error@+1:52 {{to_char() is not immutable, and a generated column holds}}
ALTER TABLE t ADD a text GENERATED ALWAYS AS (s || to_char(at, 'YYYY')) STORED;
-- expected-error@+1:47 {{concat() is not immutable, and a generated column holds}}
ALTER TABLE t ADD a text GENERATED ALWAYS AS (concat(s, n)) STORED;
ALTER TABLE t ADD a text GENERATED ALWAYS AS (upper(s) || n) STORED;
-- expected-error@+1:30 {{it holds a query, which a check cannot}}
ALTER TABLE t ADD CHECK (n < (SELECT 1));
-- expected-error@+1:26 {{row_number() is a window function, of many rows, which a check cannot have}}
ALTER TABLE t ADD CHECK (row_number() OVER () > 1);
ALTER TABLE t ADD CHECK (atz < now());
-- expected-error@+1:33 {{generate_series() gives rows, which a default cannot have}}
ALTER TABLE t ADD b int DEFAULT generate_series(1, 2);
ALTER TABLE t ADD b timestamptz DEFAULT now(), ADD c date DEFAULT CURRENT_DATE;
-- expected-error@+1:40 {{max() is an aggregate, of many rows, which a default cannot have}}
ALTER TABLE t ALTER n SET DEFAULT (1 + max(2));
-- expected-error@+1:33 {{sum() is an aggregate}}
CREATE POLICY p ON t USING (n < sum(n));
CREATE POLICY p ON t USING (n < (SELECT max(id) FROM t) AND s = current_user);
-- expected-error@+1:61 {{random() is not immutable}}
CREATE TABLE part (n int, f float) PARTITION BY RANGE ((f + random()));
CREATE TABLE part (n int, f float) PARTITION BY RANGE ((f + n));
