-- expect: table-set-schema-breaks-clients
-- before
CREATE SCHEMA old;
CREATE TABLE users (id int PRIMARY KEY);
-- change
ALTER TABLE users SET SCHEMA old;
