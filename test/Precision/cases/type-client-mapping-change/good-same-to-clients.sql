-- expect: nothing
-- before
CREATE TABLE t (id bigint PRIMARY KEY, n varchar(20));
-- change
ALTER TABLE t ALTER COLUMN n TYPE text;
