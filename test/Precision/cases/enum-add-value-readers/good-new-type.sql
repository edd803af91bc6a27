-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE TYPE role AS ENUM ('admin');
ALTER TYPE role ADD VALUE 'user';
CREATE TABLE t (id int PRIMARY KEY, r role);
