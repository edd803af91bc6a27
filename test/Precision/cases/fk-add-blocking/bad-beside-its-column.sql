-- expect: fk-add-blocking, fk-missing-child-index
-- before
CREATE TABLE plans (id bigint PRIMARY KEY);
CREATE TABLE accounts (id bigint PRIMARY KEY);
-- change
-- by itself it is proved, though every row is NULL; behind the column it would not be
ALTER TABLE accounts ADD COLUMN plan bigint, ADD CONSTRAINT accounts_plan_fkey FOREIGN KEY (plan) REFERENCES plans (id);
