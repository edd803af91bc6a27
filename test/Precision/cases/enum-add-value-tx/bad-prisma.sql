-- expect: enum-add-value-tx, enum-add-value-readers
-- tool: prisma
-- refused
-- before
CREATE TYPE "Mood" AS ENUM ('SAD');
CREATE TABLE t (id int PRIMARY KEY, m "Mood");
-- change
ALTER TYPE "Mood" ADD VALUE 'HAPPY';
ALTER TABLE t ALTER COLUMN m SET DEFAULT 'HAPPY';
