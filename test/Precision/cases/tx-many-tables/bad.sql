-- expect: tx-many-tables
-- with: -Wtx-many-tables
-- before
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY);
CREATE TABLE c (id int PRIMARY KEY);
CREATE TABLE d (id int PRIMARY KEY);
CREATE TABLE e (id int PRIMARY KEY);
-- change
BEGIN;
ALTER TABLE a ADD x int;
ALTER TABLE b ADD x int;
ALTER TABLE c ADD x int;
ALTER TABLE d ADD x int;
ALTER TABLE e ADD x int;
COMMIT;
