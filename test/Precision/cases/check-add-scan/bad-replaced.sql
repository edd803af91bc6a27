-- expect: check-add-scan
-- before
CREATE TABLE accounts (id int PRIMARY KEY, kind text CONSTRAINT kinds CHECK (kind IN ('a', 'b')));
-- change
ALTER TABLE accounts DROP CONSTRAINT kinds, ADD CONSTRAINT kinds CHECK (kind IN ('a', 'b', 'c'));
