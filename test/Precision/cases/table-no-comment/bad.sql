-- expect: table-no-comment
-- with: -Wtable-no-comment
-- change
CREATE TABLE a (a int PRIMARY KEY);
