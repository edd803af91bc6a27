-- expect: nothing
-- tool: prisma
-- before
CREATE TABLE t (id int PRIMARY KEY, a int);
-- change
ALTER TABLE t ADD COLUMN b int;
CREATE TABLE meta (id int PRIMARY KEY, t_id int NOT NULL);
CREATE UNIQUE INDEX meta_t_id_key ON meta (t_id);
ALTER TABLE meta ADD CONSTRAINT meta_t_id_fkey FOREIGN KEY (t_id) REFERENCES t (id) ON DELETE CASCADE ON UPDATE CASCADE;
