-- IF NOT EXISTS goes by the name: what is there is held against what was meant.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
CREATE TABLE t (id bigint PRIMARY KEY, a int, b varchar(10));
CREATE INDEX i ON t (a);
CREATE TABLE IF NOT EXISTS t (
  id int8 PRIMARY KEY,
  a text, -- expected-warning {{'t' is there already and stays as it is, with another type of 'a'}}
  b character varying (10),
  c int CHECK (c > 0) -- expected-warning {{'t' is there already and stays as it is, without 'c'}}
);
ALTER TABLE t ADD COLUMN IF NOT EXISTS a text; -- expected-warning {{'t.a' is there already and stays as it is, of another type}}
ALTER TABLE t ADD COLUMN IF NOT EXISTS a integer;
CREATE INDEX IF NOT EXISTS i ON t (b); -- expected-warning {{'i' is there already and stays as it is, with another definition}}
CREATE INDEX IF NOT EXISTS i ON t USING btree (a ASC);
