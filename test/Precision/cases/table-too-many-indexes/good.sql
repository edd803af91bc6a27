-- expect: nothing
-- with: -Wtable-too-many-indexes
-- change
CREATE TABLE a (a int PRIMARY KEY, b int);
CREATE INDEX ON a (b);
