-- expect: fk-add-blocking, fk-missing-child-index
-- before
CREATE TABLE plans (id bigint PRIMARY KEY);
CREATE TABLE accounts (id bigint PRIMARY KEY);
-- change
-- with a default there are values to look up
ALTER TABLE accounts ADD COLUMN plan bigint DEFAULT 1 REFERENCES plans (id);
