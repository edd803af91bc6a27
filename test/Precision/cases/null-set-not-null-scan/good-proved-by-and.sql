-- expect: nothing
-- before
CREATE TABLE users (id bigint PRIMARY KEY, email text, CONSTRAINT u CHECK (email IS NOT NULL AND length(email) < 300));
-- change
ALTER TABLE users ALTER COLUMN email SET NOT NULL;
