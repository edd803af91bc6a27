-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
BEGIN;
CREATE TABLE kinds (id int PRIMARY KEY, name text);
INSERT INTO kinds VALUES (1, 'a'), (2, 'b');
UPDATE kinds SET name = upper(name);
COMMIT;
