-- The schema uses gin_trgm_ops without declaring the extension; a migration creates it by hand.
CREATE EXTENSION pg_trgm;
