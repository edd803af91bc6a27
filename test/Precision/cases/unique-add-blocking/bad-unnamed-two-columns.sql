-- expect: unique-add-blocking
-- before
CREATE SCHEMA auth;
CREATE TABLE auth.identities (id uuid PRIMARY KEY, provider text NOT NULL, subject text NOT NULL);
-- change
ALTER TABLE auth.identities ADD UNIQUE (provider, subject);
