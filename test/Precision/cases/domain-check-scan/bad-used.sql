-- expect: domain-check-scan
-- before
CREATE DOMAIN percent AS int;
CREATE TABLE t (id int PRIMARY KEY, done percent);
-- change
ALTER DOMAIN percent ADD CONSTRAINT p CHECK (VALUE BETWEEN 0 AND 100);
