-- expect: null-set-not-null-scan, backfill-unbatched
-- before
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change
UPDATE users SET email = '' WHERE email IS NULL;
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
