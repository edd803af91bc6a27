-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
BEGIN;
CREATE TABLE accounts (id int PRIMARY KEY, balance numeric CHECK (balance >= 0));
ALTER TABLE accounts ADD CHECK (balance < 1000000);
COMMIT;
