-- expect: default-not-retroactive
-- with: -Wdefault-not-retroactive
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
ALTER TABLE t ALTER COLUMN a SET DEFAULT 0;
