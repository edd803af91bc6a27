-- expect: nothing
-- before
CREATE TABLE accounts (id int PRIMARY KEY, balance numeric);
-- change
ALTER TABLE accounts ADD CONSTRAINT not_negative CHECK (balance >= 0) NOT VALID;
