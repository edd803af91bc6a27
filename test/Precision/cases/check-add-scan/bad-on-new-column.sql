-- expect: check-add-scan
-- before
CREATE TABLE accounts (id int PRIMARY KEY);
-- change
ALTER TABLE accounts ADD COLUMN grade int CHECK (grade BETWEEN 1 AND 6);
