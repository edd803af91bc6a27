-- expect: column-add-volatile-default-rewrite
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
-- change
ALTER TABLE users ADD COLUMN public_id uuid DEFAULT gen_random_uuid();
