-- expect: nothing
-- with: -Wnaming-check
-- change
CREATE TABLE a (id int PRIMARY KEY, n int CHECK (n > 0));
