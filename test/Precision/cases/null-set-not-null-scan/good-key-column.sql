-- expect: nothing
-- before
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change
ALTER TABLE users ALTER COLUMN id SET NOT NULL;
