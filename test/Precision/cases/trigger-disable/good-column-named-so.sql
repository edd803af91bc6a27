-- expect: nothing
-- before
CREATE TABLE t (id int PRIMARY KEY, disable int);
-- change
ALTER TABLE t ADD COLUMN trigger int;
COMMENT ON COLUMN t.disable IS 'disable trigger all';
