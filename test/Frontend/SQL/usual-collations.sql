-- A collation that is said and that a column has by its type anyway is none: no server keeps it.
-- RUN: schemac inspect %s | FileCheck %s
-- RUN: schemac check --no-config %s | FileCheck %s --check-prefix=QUIET

CREATE DOMAIN code AS text COLLATE "C";
CREATE DOMAIN short AS code;
CREATE DOMAIN plain AS text COLLATE "default";
CREATE TYPE pair AS (a text COLLATE "default", b text COLLATE "C", c code COLLATE "C");
CREATE TABLE sessions (
  sid varchar NOT NULL COLLATE "default",
  data text[] COLLATE pg_catalog."default",
  kind code COLLATE "C",
  sort short COLLATE "default",
  who name COLLATE "C",
  letters text COLLATE "C"
);
CREATE INDEX by_sid ON sessions (sid COLLATE "default" text_pattern_ops);
CREATE INDEX by_letters ON sessions (letters COLLATE "C", letters COLLATE "default", sort COLLATE "C");
ALTER TABLE sessions ADD COLUMN note text COLLATE pg_catalog."default";
ALTER TABLE sessions ALTER COLUMN note TYPE varchar(40) COLLATE pg_catalog."default";
CREATE TABLE days (day text) PARTITION BY LIST (day COLLATE "default");
ALTER TYPE pair ADD ATTRIBUTE d text COLLATE "default";

-- CHECK: domain @code : text collate @C
-- CHECK: domain @plain : text{{$}}
-- CHECK: attr @a : text{{$}}
-- CHECK: attr @b : text collate @C
-- CHECK: attr @c : domain @code{{$}}
-- CHECK: attr @d : text{{$}}
-- CHECK: table @sessions
-- CHECK: col @sid : varchar{{$}}
-- CHECK: col @data : array<text> nullable{{$}}
-- CHECK: col @kind : domain @code nullable{{$}}
-- CHECK: col @sort : domain @short nullable collate @default
-- CHECK: col @who : native("name") nullable{{$}}
-- CHECK: col @letters : text nullable collate @C
-- CHECK: col @note : varchar(40) nullable{{$}}
-- CHECK: index @by_sid (@sid opclass @text_pattern_ops)
-- CHECK: index @by_letters (@letters, @letters collate @default, @sort collate @C)
-- CHECK: table @days partitioned by list (@day) {
-- QUIET-NOT: type-collation-rebuild
