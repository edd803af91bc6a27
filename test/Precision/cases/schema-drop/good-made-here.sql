-- expect: nothing
-- change
CREATE SCHEMA scratch;
CREATE TABLE scratch.t (id int PRIMARY KEY);
DROP SCHEMA scratch CASCADE;
