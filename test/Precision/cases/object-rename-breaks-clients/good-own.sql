-- expect: nothing
-- before
CREATE TABLE a (id int PRIMARY KEY);
-- change
CREATE VIEW v AS SELECT id FROM a;
ALTER VIEW v RENAME TO w;
