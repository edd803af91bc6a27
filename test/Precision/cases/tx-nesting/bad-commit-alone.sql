-- expect: tx-nesting
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD a int;
COMMIT;
