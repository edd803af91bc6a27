-- expect: nothing
-- before
CREATE DOMAIN code AS text DEFAULT 'none';
CREATE TABLE t (id int PRIMARY KEY);
-- change
ALTER TABLE t ADD COLUMN a code NOT NULL;
