-- expect: table-too-many-indexes
-- with: -Wtable-too-many-indexes
-- config: limits: {max-indexes: 2}
-- change
CREATE TABLE a (a int PRIMARY KEY, b int, c int, d int);
CREATE INDEX ON a (b);
CREATE INDEX ON a (c);
CREATE INDEX ON a (d);
