-- One bad statement does not lose the others; each error stands where PostgreSQL points, or at the
-- clause that cannot be.
-- RUN: schemac-translate --from sql --verify-diagnostics %s
-- RUN: not schemac-translate --from sql %s 2>/dev/null | FileCheck %s
-- CHECK: table @first {
-- CHECK: table @last {

CREATE TABLE first (id int PRIMARY KEY);
-- expected-error@+1:29 {{syntax error at or near "NUL"}}
CREATE TABLE bad (a int NOT NUL);
-- expected-error@+1:1 {{syntax error at or near "CRATE"}}
CRATE TABLE bad (a int);
-- expected-error@+2:49 {{syntax error at or near ")"}}
-- "ä" is one character for the server and two bytes here.
COMMENT ON TABLE first IS 'ää'; SELECT ('ä' +);
-- expected-error@+1:13 {{table 'nowhere' is not there}}
ALTER TABLE nowhere ADD COLUMN a int;
-- expected-error@+1:30 {{'add_column': column 'first.id' exists already}}
ALTER TABLE first ADD COLUMN id int;
-- The statement is all or nothing.
-- expected-error@+1:37 {{'add_column': column 'first.id' exists already}}
ALTER TABLE first ADD more int, ADD id int;
-- expected-error@+1:14 {{'create_table': table 'first' exists already}}
CREATE TABLE first (id int);
-- expected-error@+1:1 {{index 'nothing' is not there}}
DROP INDEX nothing;
-- expected-error@+1:1 {{there is no savepoint "nowhere"}}
ROLLBACK TO nowhere;
-- A word that is nearly a built-in type is that type, misspelt.
-- expected-error@+1:23 {{'integr' is no type that is known here}}
CREATE TABLE typo (id integr);
-- expected-warning@+1:25 {{type 'mod' is not known here: it is taken as it is written}}
CREATE TABLE mood (mood mod);
-- expected-warning@+1:1 {{a rule is no part of a schema for schemac: nothing plans, changes or drops it}}
CREATE RULE r AS ON DELETE TO first DO INSTEAD NOTHING;
-- expected-error@+1:18 {{'attach_partition': column 'mood.id' does not exist here}}
ALTER TABLE mood INHERIT first;
-- expected-error@+1:55 {{WITHOUT OVERLAPS came with PostgreSQL 18 and is not understood here}}
CREATE TABLE w (r int, d tstzrange, PRIMARY KEY (r, d WITHOUT OVERLAPS));
-- expected-warning@+1:1 {{the command '\i more.sql' of psql is not followed: what it would run is missing here}}
\i more.sql
CREATE TYPE span AS RANGE (SUBTYPE = int);
CREATE SCHEMA s;
-- expected-error@+1:1 {{moving a range, which leaves its multirange where it is, is not supported}}
ALTER TYPE span SET SCHEMA s;
CREATE TABLE last (id int);
-- An open parenthesis does not swallow what follows.
-- expected-error@+1:25 {{syntax error at end of input}}
CREATE TABLE open (a int;
CREATE TABLE after_open (a int);
