
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
