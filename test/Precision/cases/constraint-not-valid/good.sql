-- expect: nothing
-- with: -Wconstraint-not-valid
-- before
CREATE TABLE a (id int PRIMARY KEY, n int);
-- change
ALTER TABLE a ADD CONSTRAINT positive CHECK (n > 0) NOT VALID;
ALTER TABLE a VALIDATE CONSTRAINT positive;
