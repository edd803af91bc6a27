-- expect: enum-add-value-tx, enum-add-value-readers
-- refused
-- before
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE t (id int PRIMARY KEY, m mood);
-- change
BEGIN;
ALTER TYPE mood ADD VALUE 'happy';
ALTER TABLE t ALTER COLUMN m SET DEFAULT 'happy';
COMMIT;
