-- expect: drop-cascade, column-drop-destructive
-- before
CREATE TYPE mood AS ENUM ('a');
CREATE TABLE t (id int PRIMARY KEY, m mood);
-- change
DROP TYPE mood CASCADE;
