CREATE SCHEMA auth;
CREATE EXTENSION citext;
CREATE TYPE role AS ENUM ('member', 'admin');
CREATE DOMAIN email AS varchar(320) DEFAULT '' NOT NULL CONSTRAINT has_at CHECK (position('@' in value) > 1);
CREATE TYPE address AS (street text, mails email[]);
CREATE TYPE span AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE SEQUENCE numbers AS integer START 10 INCREMENT 5 MAXVALUE 1000 CACHE 20 CYCLE;
CREATE TABLE auth.users (id bigserial PRIMARY KEY, email email, name varchar(20) COLLATE "C" DEFAULT 'x', role role DEFAULT 'member' NOT NULL,
  n integer DEFAULT nextval('numbers'), created timestamptz(3) DEFAULT now(), tags text[] DEFAULT ARRAY[]::text[], a int, b int, c int GENERATED ALWAYS AS (a + b) STORED,
  ident bigint GENERATED ALWAYS AS IDENTITY (START 100 CACHE 5), j jsonb DEFAULT '{"a":1}', neg int DEFAULT -1,
  CHECK (name IN ('a', 'b') OR a BETWEEN 1 AND 10), UNIQUE (a, b) DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE auth.users ALTER j SET STORAGE EXTERNAL;
CREATE TABLE posts (id int PRIMARY KEY, author bigint REFERENCES auth.users ON DELETE SET NULL, body text, at date) WITH (fillfactor = 70);
ALTER TABLE posts ADD CONSTRAINT long CHECK (length(body) > 3) NOT VALID;
CREATE INDEX posts_lower ON posts (lower(body) DESC NULLS LAST) WHERE body IS NOT NULL;
CREATE INDEX posts_gin ON posts USING gin (to_tsvector('english', body));
CREATE UNIQUE INDEX posts_inc ON posts (author) INCLUDE (at);
CREATE TABLE room (r int, during tsrange, EXCLUDE USING gist (during WITH &&) WHERE (r > 0));
CREATE TABLE ev (id int, at timestamptz NOT NULL, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE ev1 PARTITION OF ev FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE evd PARTITION OF ev DEFAULT;
CREATE INDEX ev_at ON ev (at);
CREATE VIEW v AS SELECT u.id, email AS mail, count(*) FROM auth.users u JOIN posts p ON p.author = u.id WHERE a > 1.5 GROUP BY u.id ORDER BY 2;
CREATE MATERIALIZED VIEW mv AS SELECT * FROM posts; CREATE INDEX mv_id ON mv (id);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql SET search_path = '' AS $$begin new.at := current_date; return new; end$$;
CREATE FUNCTION total(a int, b text DEFAULT 'x', OUT s int) LANGUAGE sql STABLE AS 'select a';
CREATE PROCEDURE p(x role) LANGUAGE sql AS 'select 1';
CREATE TRIGGER t BEFORE UPDATE OF body ON posts FOR EACH ROW WHEN (old.body IS DISTINCT FROM new.body) EXECUTE FUNCTION touch('a', 'b');
ALTER TABLE posts ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON posts FOR SELECT TO pg_monitor USING (author > 0);
CREATE PUBLICATION pub FOR TABLE posts;
COMMENT ON TABLE posts IS 'it''s'; COMMENT ON COLUMN posts.at IS 'when'; GRANT SELECT, INSERT ON posts TO pg_monitor; GRANT SELECT (body) ON posts TO public;
CREATE RULE r AS ON INSERT TO room DO ALSO NOTHING;
CREATE AGGREGATE agg (int) (SFUNC = int4pl, STYPE = int);
CREATE STATISTICS st ON a, b FROM auth.users;
CREATE TABLE _prisma_migrations (id int);
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO pg_monitor;
INSERT INTO posts SELECT i, NULL, 'body', NULL FROM generate_series(1, 1000) i; ANALYZE;
