-- expect: naming-check
-- with: -Wnaming-check
-- change
CREATE TABLE a (id int PRIMARY KEY, n int CONSTRAINT positive CHECK (n > 0));
