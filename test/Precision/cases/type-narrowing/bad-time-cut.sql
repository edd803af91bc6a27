-- expect: type-narrowing, type-rewrite
-- before
CREATE TABLE t (id int PRIMARY KEY, at timestamp);
-- change
ALTER TABLE t ALTER COLUMN at TYPE date;
