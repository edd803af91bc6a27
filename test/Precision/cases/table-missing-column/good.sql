-- expect: nothing
-- config: limits: {required-columns: [created_at]}
-- change
CREATE TABLE a (a int PRIMARY KEY, created_at timestamptz NOT NULL DEFAULT now());
