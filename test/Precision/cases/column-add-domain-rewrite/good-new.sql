-- expect: nothing
-- before
CREATE DOMAIN percent AS int CHECK (VALUE BETWEEN 0 AND 100);
CREATE TABLE z (id int);
-- change
CREATE TABLE t (id int PRIMARY KEY);
ALTER TABLE t ADD COLUMN done percent DEFAULT 0;
