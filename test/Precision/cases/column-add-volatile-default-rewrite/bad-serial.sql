-- expect: column-add-volatile-default-rewrite
-- before
CREATE TABLE users (id uuid PRIMARY KEY);
-- change
ALTER TABLE users ADD COLUMN number bigserial;
