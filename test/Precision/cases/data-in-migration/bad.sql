-- expect: data-in-migration
-- with: -Wdata-in-migration
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
INSERT INTO t VALUES (1);
