-- RUN: schemac-translate --from sql %s | FileCheck %s

CREATE TYPE role AS ENUM ('admin', 'member');
CREATE TABLE orgs (id bigserial PRIMARY KEY, name text NOT NULL UNIQUE);
CREATE TABLE users (
  id integer GENERATED ALWAYS AS IDENTITY (START WITH 10 INCREMENT 5),
  org bigint NOT NULL REFERENCES orgs ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  email character varying(320) COLLATE "C" NOT NULL DEFAULT 'none' CHECK (email <> ''),
  role role DEFAULT 'member'::role,
  price decimal(10, 2),
  tags text[] DEFAULT '{}',
  at timestamp with time zone DEFAULT now(),
  total numeric GENERATED ALWAYS AS (price * 2) STORED,
  since int8, till int8,
  CONSTRAINT users_pk PRIMARY KEY (id),
  UNIQUE (org, email),
  CHECK (since < till),
  EXCLUDE USING gist (int8range(since, till) WITH &&) WHERE (since > 0)
) WITH (fillfactor = 70);
CREATE UNIQUE INDEX ON users (lower(email), at DESC NULLS LAST) INCLUDE (price) WHERE price IS NOT NULL;
CREATE INDEX users_tags ON users USING gin (tags);

-- CHECK: enum @role {"admin", "member"}
-- CHECK-NEXT: table @orgs {
-- CHECK-NEXT: col @id : i64 serial
-- CHECK-NEXT: col @name : text
-- CHECK-NEXT: primary_key @orgs_pkey (@id)
-- CHECK-NEXT: unique @orgs_name_key (@name)
-- CHECK-NEXT: }
-- CHECK-NEXT: table @users with (fillfactor = 70) {
-- CHECK-NEXT: col @id : i32 identity_always start 10 increment 5
-- CHECK-NEXT: col @org : i64
-- CHECK-NEXT: col @email : varchar(320) default sql"'none'" collate @C
-- CHECK-NEXT: col @role : enum @role nullable default sql"'member'::role"
-- CHECK-NEXT: col @price : numeric(10, 2) nullable
-- CHECK-NEXT: col @tags : array<text> nullable default sql"'{}'"
-- CHECK-NEXT: col @at : timestamptz nullable default sql"now()"
-- CHECK-NEXT: col @total : numeric nullable stored sql"price * 2"
-- CHECK-NEXT: col @since : i64 nullable
-- CHECK-NEXT: col @till : i64 nullable
-- CHECK-NEXT: primary_key @users_pk (@id)
-- CHECK-NEXT: foreign_key @users_org_fkey (@org) references @orgs (@id) on_delete cascade deferrable initially_deferred
-- CHECK-NEXT: check @users_email_check sql"email <> ''"
-- CHECK-NEXT: unique @users_org_email_key (@org, @email)
-- CHECK-NEXT: check @users_check sql"since < till"
-- CHECK-NEXT: exclude @users_int8range_excl using @gist (sql"int8range(since, till)" with "&&") where sql"since > 0"
-- CHECK-NEXT: index @users_lower_at_price_idx (sql"lower(email)", @at desc nulls_last) unique include (@price) where sql"price IS NOT NULL"
-- CHECK-NEXT: index @users_tags (@tags) using @gin
-- CHECK-NEXT: }
-- CHECK-NEXT: }
