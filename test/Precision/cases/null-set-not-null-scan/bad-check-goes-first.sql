-- expect: null-set-not-null-scan
-- before
CREATE TABLE users (id bigint PRIMARY KEY, email text CONSTRAINT email_there CHECK (email IS NOT NULL));
-- change
-- what is dropped is dropped first, whatever the order
ALTER TABLE users ALTER COLUMN email SET NOT NULL, DROP CONSTRAINT email_there;
