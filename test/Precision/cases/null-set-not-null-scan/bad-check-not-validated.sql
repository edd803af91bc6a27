-- expect: null-set-not-null-scan
-- before
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change
ALTER TABLE users ADD CONSTRAINT email_there CHECK (email IS NOT NULL) NOT VALID;
ALTER TABLE users ALTER email SET NOT NULL;
