-- expect: tx-long-work-under-lock, index-create-blocking
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE TABLE u (id int PRIMARY KEY, a int);
-- change
BEGIN;
ALTER TABLE t ADD COLUMN b int;
CREATE INDEX u_a ON u (a);
END;
