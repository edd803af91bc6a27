-- expect: null-set-not-null-scan
-- before
CREATE TABLE users (id bigint PRIMARY KEY, email text, phone text, CONSTRAINT reachable CHECK (email IS NOT NULL OR phone IS NOT NULL));
-- change
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
