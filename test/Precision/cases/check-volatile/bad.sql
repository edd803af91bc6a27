-- expect: check-volatile
-- change
CREATE TABLE a (id int PRIMARY KEY, at timestamptz, CONSTRAINT past CHECK (at < now()));
