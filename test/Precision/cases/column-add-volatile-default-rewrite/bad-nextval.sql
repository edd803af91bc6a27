-- expect: column-add-volatile-default-rewrite
-- before
CREATE TABLE users (id bigint PRIMARY KEY);
CREATE SEQUENCE tickets;
-- change
ALTER TABLE users ADD COLUMN ticket bigint DEFAULT nextval('tickets');
