-- expect: enum-add-value-readers
-- before
CREATE TYPE mood AS ENUM ('sad');
CREATE TABLE t (id int PRIMARY KEY, m mood, note text);
-- change
BEGIN;
ALTER TYPE mood ADD VALUE 'happy';
INSERT INTO t VALUES (1, 'sad', 'happy');
COMMIT;
