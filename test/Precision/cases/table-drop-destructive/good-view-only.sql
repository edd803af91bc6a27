-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY);
CREATE VIEW v AS SELECT id FROM t;
-- change
CREATE OR REPLACE VIEW v AS SELECT id, 1 AS one FROM t;
