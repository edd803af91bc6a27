-- expect: sequence-restart
-- before
CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a text);
-- change
ALTER TABLE t ALTER COLUMN id RESTART WITH 1;
