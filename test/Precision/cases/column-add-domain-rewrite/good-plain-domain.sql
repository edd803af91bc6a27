-- expect: nothing
-- before
CREATE DOMAIN label AS text;
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD COLUMN name label DEFAULT 'x';
