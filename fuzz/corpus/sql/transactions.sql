-- What is rolled back is no step; settings, rows and the client's commands are told apart.
\set ON_ERROR_STOP on
BEGIN;
SET LOCAL lock_timeout = '2s';
CREATE TABLE a (id int);
SAVEPOINT s;
CREATE TABLE b (id int);
ROLLBACK TO SAVEPOINT s;
INSERT INTO a VALUES (1);
COMMIT;
START TRANSACTION; CREATE TABLE c (id int); ROLLBACK;
SET search_path TO other, public;
UPDATE a SET id = 2;
DELETE FROM a WHERE id = 2;
TRUNCATE a;
COPY a (id) FROM stdin;
1
2; DROP TABLE a;
\.
SELECT setval('x', 1);
VACUUM a;
CREATE TEMP TABLE scratch (id int);
ALTER TABLE scratch ADD n int;
DROP TABLE scratch;
RESET search_path;

