-- expect: nothing
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
-- change
ALTER TABLE users ADD COLUMN active boolean NOT NULL DEFAULT true;
ALTER TABLE users ADD COLUMN tags text[] NOT NULL DEFAULT '{}';
ALTER TABLE users ADD COLUMN settings jsonb DEFAULT '{"a": 1}'::jsonb;
