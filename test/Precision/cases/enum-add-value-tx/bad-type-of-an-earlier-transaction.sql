-- expect: enum-add-value-tx
-- refused
-- before
CREATE TABLE a (id int);
-- change
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE t (id int PRIMARY KEY, m mood);
BEGIN;
ALTER TYPE mood ADD VALUE 'happy';
INSERT INTO t VALUES (1, 'happy');
COMMIT;
