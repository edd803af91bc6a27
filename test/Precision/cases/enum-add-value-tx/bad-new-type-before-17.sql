-- expect: enum-add-value-tx
-- version: 15
-- refused
-- before
CREATE TABLE a (id int);
-- change
BEGIN;
CREATE TYPE mood AS ENUM ('sad');
ALTER TYPE mood ADD VALUE 'happy';
CREATE TABLE t (id int PRIMARY KEY, m mood DEFAULT 'happy');
COMMIT;
