-- expect: index-create-blocking
-- before
CREATE TABLE users (id int PRIMARY KEY, email text, deleted_at timestamptz);
-- change
CREATE INDEX ON users (lower(email)) WHERE deleted_at IS NULL;
