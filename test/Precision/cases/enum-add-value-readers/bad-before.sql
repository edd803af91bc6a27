-- expect: enum-add-value-readers
-- before
CREATE TYPE "Role" AS ENUM ('ADMIN', 'USER');
CREATE TABLE t (id int PRIMARY KEY, r "Role");
-- change
ALTER TYPE "Role" ADD VALUE IF NOT EXISTS 'GUEST' BEFORE 'USER';
