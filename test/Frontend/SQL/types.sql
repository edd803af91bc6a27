-- RUN: schemac-translate --from sql --plan %s | FileCheck %s

CREATE TYPE mood AS ENUM ('sad', 'it''s ok');
ALTER TYPE mood ADD VALUE 'happy';
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'happy';
ALTER TYPE mood ADD VALUE 'bad' BEFORE 'sad';
ALTER TYPE mood ADD VALUE 'fine' AFTER 'it''s ok';
ALTER TYPE mood RENAME VALUE 'sad' TO 'low';
ALTER TYPE mood RENAME TO feeling;
-- CHECK: create_enum @mood {"sad", "it's ok"}
-- CHECK-NEXT: add_enum_value @mood "happy"
-- CHECK-NEXT: add_enum_value @mood "bad" before "sad"
-- CHECK-NEXT: add_enum_value @mood "fine" after "it's ok"
-- CHECK-NEXT: rename_enum_value @mood "sad" to "low"
-- CHECK-NEXT: rename_enum @mood to @feeling

CREATE DOMAIN email AS varchar(320) COLLATE "C" DEFAULT '' NOT NULL CHECK (value <> 'x') CONSTRAINT has_at CHECK (value LIKE '%@%');
ALTER DOMAIN email DROP NOT NULL;
ALTER DOMAIN email SET DEFAULT 'none@' || 'example.org';
ALTER DOMAIN email ADD CHECK (length(value) > 2) NOT VALID;
ALTER DOMAIN email VALIDATE CONSTRAINT email_check1;
ALTER DOMAIN email RENAME CONSTRAINT email_check1 TO long_enough;
ALTER DOMAIN email DROP CONSTRAINT has_at;
ALTER DOMAIN email DROP CONSTRAINT IF EXISTS has_at;
ALTER DOMAIN email DROP DEFAULT;
-- CHECK-NEXT: create_domain @email : varchar(320) collate @C not_null default sql"''" check @email_check sql"value <> 'x'" check @has_at sql"value LIKE '%@%'"
-- CHECK-NEXT: drop_domain_not_null @email
-- CHECK-NEXT: set_domain_default @email sql"'none@' || 'example.org'"
-- CHECK-NEXT: add_domain_check @email.@email_check1 sql"length(value) > 2" not_valid
-- CHECK-NEXT: validate_domain_check @email.@email_check1
-- CHECK-NEXT: rename_domain_check @email.@email_check1 to @long_enough
-- CHECK-NEXT: drop_domain_check @email.@has_at
-- CHECK-NEXT: drop_domain_default @email

CREATE TYPE address AS (street text, mails email[]);
ALTER TYPE address ADD ATTRIBUTE zip char(5), DROP ATTRIBUTE IF EXISTS nothing;
ALTER TYPE address ALTER ATTRIBUTE zip TYPE varchar(10);
ALTER TYPE address RENAME ATTRIBUTE zip TO postcode;
ALTER TYPE address DROP ATTRIBUTE street;
-- CHECK-NEXT: create_composite @address {
-- CHECK-NEXT: attr @street : text
-- CHECK-NEXT: attr @mails : array<domain @email>
-- CHECK-NEXT: }
-- CHECK-NEXT: add_attribute @address.@zip : char(5)
-- CHECK-NEXT: set_attribute_type @address.@zip : varchar(10)
-- CHECK-NEXT: rename_attribute @address.@zip to @postcode
-- CHECK-NEXT: drop_attribute @address.@street

CREATE TYPE span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi, MULTIRANGE_TYPE_NAME = spans);
CREATE SCHEMA s;
ALTER TYPE feeling SET SCHEMA s;
CREATE TABLE t (f s.feeling, sp span, many s.feeling[], a address);
-- CHECK-NEXT: create_range @span subtype f64 subtype_diff @float8mi multirange @spans
-- CHECK-NEXT: create_namespace @s
-- CHECK-NEXT: move_enum @feeling to @s
-- CHECK-NEXT: create_table @t {
-- CHECK-NEXT: col @f : enum @s.@feeling nullable
-- CHECK-NEXT: col @sp : range @span nullable
-- CHECK-NEXT: col @many : array<enum @s.@feeling> nullable
-- CHECK-NEXT: col @a : composite @address nullable
-- CHECK-NEXT: }

-- drops
DROP TYPE s.feeling CASCADE;
-- CHECK-NEXT: drop_column @t.@f
-- CHECK-NEXT: drop_column @t.@many
-- CHECK-NEXT: drop_enum @s.@feeling
DROP TABLE t;
DROP TYPE address;
DROP TYPE IF EXISTS nothing, span;
DROP DOMAIN email;
-- CHECK-NEXT: drop_table @t
-- CHECK-NEXT: drop_type @address
-- CHECK-NEXT: drop_type @span
-- CHECK-NEXT: drop_type @email
-- CHECK-NEXT: }
