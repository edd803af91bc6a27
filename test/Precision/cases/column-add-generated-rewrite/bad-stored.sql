-- expect: column-add-generated-rewrite
-- before
CREATE TABLE users (id int PRIMARY KEY, first text, last text);
-- change
ALTER TABLE users ADD COLUMN full_name text GENERATED ALWAYS AS (first || ' ' || last) STORED;
