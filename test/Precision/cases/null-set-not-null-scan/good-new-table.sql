-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE TABLE users (id bigint, email text);
ALTER TABLE users ALTER COLUMN email SET NOT NULL, ALTER COLUMN id SET NOT NULL;
