-- expect: column-add-volatile-default-rewrite
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
-- change
ALTER TABLE users ADD COLUMN seen timestamptz NOT NULL DEFAULT clock_timestamp();
