-- expect: enum-add-value-readers
-- before
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE t (id int PRIMARY KEY, m mood);
-- change
ALTER TYPE mood ADD VALUE 'happy';
