-- expect: nothing
-- with: -Wtable-too-many-columns
-- config: limits: {max-columns: 3}
-- change
CREATE TABLE a (a int PRIMARY KEY, b int, c int);
