-- expect: nothing
-- before
CREATE TABLE t (id serial PRIMARY KEY);
-- change
ALTER TABLE t ALTER COLUMN id SET DEFAULT (random() * 1000000)::int;
DROP SEQUENCE t_id_seq;
