-- expect: type-rewrite, enum-remove-value-in-use
-- before
-- the way PostgreSQL leaves for it: a new type, and a cast of every row that fails where the value is in use
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE t (id int PRIMARY KEY, m mood);
-- change
CREATE TYPE mood2 AS ENUM ('sad', 'ok');
ALTER TABLE t ALTER COLUMN m TYPE mood2 USING m::text::mood2;
