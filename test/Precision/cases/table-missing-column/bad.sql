-- expect: table-missing-column
-- config: limits: {required-columns: [created_at]}
-- change
CREATE TABLE a (a int PRIMARY KEY);
