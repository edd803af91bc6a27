-- expect: delete-all
-- before
CREATE TABLE t (id int PRIMARY KEY);
-- change
DELETE FROM ONLY public.t WHERE true;
