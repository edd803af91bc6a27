-- The server has no operator class of json, for whichever method.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
CREATE TABLE t (id int PRIMARY KEY, j json, b jsonb);
-- expected-error@+1 {{method gin has no class for values of type json}}
CREATE INDEX ON t USING gin (j);
-- expected-error@+1 {{method hash has no class for values of type json}}
CREATE INDEX ON t USING hash (j);
-- expected-error@+1 {{values of type json cannot be compared}}
CREATE INDEX ON t (j);
CREATE INDEX ON t USING gin (b);
CREATE INDEX ON t USING gin (j own_class);
CREATE INDEX ON t USING hash (b);
CREATE INDEX ON t ((j ->> 'a'));
