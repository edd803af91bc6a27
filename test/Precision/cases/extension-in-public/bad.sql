-- expect: extension-in-public
-- with: -Wextension-in-public
-- change
CREATE EXTENSION pg_trgm;
