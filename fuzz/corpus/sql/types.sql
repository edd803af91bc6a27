
CREATE TYPE mood AS ENUM ('sad', 'it''s ok');
ALTER TYPE mood ADD VALUE 'happy';
ALTER TYPE mood ADD VALUE IF NOT EXISTS 'happy';
ALTER TYPE mood ADD VALUE 'bad' BEFORE 'sad';
ALTER TYPE mood ADD VALUE 'fine' AFTER 'it''s ok';
ALTER TYPE mood RENAME VALUE 'sad' TO 'low';
ALTER TYPE mood RENAME TO feeling;

CREATE DOMAIN email AS varchar(320) COLLATE "C" DEFAULT '' NOT NULL CHECK (value <> 'x') CONSTRAINT has_at CHECK (value LIKE '%@%');
ALTER DOMAIN email DROP NOT NULL;
ALTER DOMAIN email SET DEFAULT 'none@' || 'example.org';
ALTER DOMAIN email ADD CHECK (length(value) > 2) NOT VALID;
ALTER DOMAIN email VALIDATE CONSTRAINT email_check1;
ALTER DOMAIN email RENAME CONSTRAINT email_check1 TO long_enough;
ALTER DOMAIN email DROP CONSTRAINT has_at;
ALTER DOMAIN email DROP CONSTRAINT IF EXISTS has_at;
ALTER DOMAIN email DROP DEFAULT;

CREATE TYPE address AS (street text, mails email[]);
ALTER TYPE address ADD ATTRIBUTE zip char(5), DROP ATTRIBUTE IF EXISTS nothing;
ALTER TYPE address ALTER ATTRIBUTE zip TYPE varchar(10);
ALTER TYPE address RENAME ATTRIBUTE zip TO postcode;
ALTER TYPE address DROP ATTRIBUTE street;

CREATE TYPE span AS RANGE (SUBTYPE = float8, SUBTYPE_DIFF = float8mi, MULTIRANGE_TYPE_NAME = spans);
CREATE SCHEMA s;
ALTER TYPE span SET SCHEMA s;
ALTER TYPE feeling SET SCHEMA s;
CREATE TABLE t (f s.feeling, sp s.span, many s.feeling[], a address);

DROP TYPE s.feeling CASCADE;
DROP TABLE t;
DROP TYPE address;
DROP TYPE IF EXISTS nothing, s.span;
DROP DOMAIN email;
