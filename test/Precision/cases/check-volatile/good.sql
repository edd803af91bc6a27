-- expect: nothing
-- change
CREATE TABLE a (id int PRIMARY KEY, at timestamptz, CONSTRAINT late CHECK (at > '2020-01-01'), CONSTRAINT l CHECK (length(lower('now()')) > 1));
