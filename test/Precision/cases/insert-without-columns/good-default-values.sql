-- expect: nothing
-- with: -Winsert-without-columns
-- before
CREATE TABLE t (id int PRIMARY KEY DEFAULT 1);
-- change
INSERT INTO t DEFAULT VALUES;
