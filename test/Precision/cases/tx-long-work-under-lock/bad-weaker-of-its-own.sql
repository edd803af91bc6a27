-- expect: index-create-blocking, tx-long-work-under-lock
-- tool: flyway
-- before
CREATE TABLE users (id bigint PRIMARY KEY, name text, code varchar(20));
-- change
ALTER TABLE users ALTER COLUMN code TYPE varchar(40);
CREATE INDEX users_name_idx ON users (name);
