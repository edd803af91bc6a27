-- expect: nothing
-- with: -Wextension-in-public
-- change
CREATE SCHEMA extensions;
CREATE EXTENSION pg_trgm SCHEMA extensions;
