-- expect: nothing
-- rows: readings 30000
-- before
CREATE TABLE readings (id smallserial, taken timestamptz);
-- change
ALTER TABLE readings ADD COLUMN note text;
