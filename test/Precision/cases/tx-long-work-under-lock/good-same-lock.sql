-- expect: null-set-not-null-scan
-- tool: flyway
-- before
CREATE TABLE users (id bigint PRIMARY KEY, name text, code varchar(20));
-- change
ALTER TABLE users ALTER COLUMN code TYPE varchar(40);
ALTER TABLE users ALTER COLUMN name SET NOT NULL;
