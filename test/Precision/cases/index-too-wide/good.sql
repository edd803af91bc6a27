-- expect: nothing
-- with: -Windex-too-wide
-- change
CREATE TABLE a (a int, b int, PRIMARY KEY (a));
CREATE INDEX narrow ON a (b, a);
