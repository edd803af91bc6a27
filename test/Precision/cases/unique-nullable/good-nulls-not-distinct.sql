-- expect: nothing
-- with: -Wunique-nullable
-- change
CREATE TABLE a (id int PRIMARY KEY, email text, UNIQUE NULLS NOT DISTINCT (email));
