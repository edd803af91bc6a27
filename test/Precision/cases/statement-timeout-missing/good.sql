-- expect: nothing
-- with: -Wstatement-timeout-missing
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
SET statement_timeout = '5s';
ALTER TABLE t ADD a int;
