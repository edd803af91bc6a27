-- expect: column-add-volatile-default-rewrite
-- rows: readings 40000000
-- before
CREATE TABLE readings (taken timestamptz);
-- change
ALTER TABLE readings ADD COLUMN id bigserial;
