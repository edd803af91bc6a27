-- expect: nothing
-- with: -Wnaming-mixed-case
-- change
CREATE TABLE users (id int PRIMARY KEY, firstName text);
