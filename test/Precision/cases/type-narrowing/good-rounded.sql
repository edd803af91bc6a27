-- expect: type-rewrite
-- before
CREATE TABLE t (id int PRIMARY KEY, at timestamp(6));
-- change
-- fractions of a second are rounded, nothing is refused
ALTER TABLE t ALTER COLUMN at TYPE timestamp(3);
