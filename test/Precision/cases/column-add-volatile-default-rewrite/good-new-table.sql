-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE TABLE users (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
ALTER TABLE users ADD COLUMN n bigserial;
