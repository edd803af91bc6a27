-- expect: nothing
-- with: -Wnaming-reserved-word
-- change
CREATE TABLE users (id int PRIMARY KEY, name text, type text);
