-- expect: null-set-not-null-scan
-- before
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
