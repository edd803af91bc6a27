-- expect: statement-timeout-missing
-- with: -Wstatement-timeout-missing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD a int;
