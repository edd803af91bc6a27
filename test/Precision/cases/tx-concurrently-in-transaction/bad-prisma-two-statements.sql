-- expect: tx-concurrently-in-transaction
-- tool: prisma
-- refused
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
ALTER TABLE t ADD COLUMN b int;
CREATE INDEX CONCURRENTLY t_a ON t (a);
