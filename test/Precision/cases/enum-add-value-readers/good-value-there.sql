-- expect: nothing
-- before
CREATE TYPE role AS ENUM ('admin', 'user');
CREATE TABLE t (id int PRIMARY KEY, r role);
-- change
ALTER TYPE role ADD VALUE IF NOT EXISTS 'user';
