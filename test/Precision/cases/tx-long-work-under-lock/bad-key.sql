-- expect: tx-long-work-under-lock, fk-add-blocking
-- tool: prisma
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
CREATE TABLE meta (id int PRIMARY KEY, t_id int NOT NULL);
CREATE UNIQUE INDEX meta_t_id_key ON meta (t_id);
-- change
ALTER TABLE t ADD COLUMN b int;
ALTER TABLE meta ADD CONSTRAINT meta_t_id_fkey FOREIGN KEY (t_id) REFERENCES t (id);
