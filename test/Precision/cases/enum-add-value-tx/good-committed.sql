-- expect: enum-add-value-readers
-- before
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE t (id int PRIMARY KEY, m mood);
-- change
ALTER TYPE mood ADD VALUE 'happy';
ALTER TABLE t ALTER COLUMN m SET DEFAULT 'happy';
