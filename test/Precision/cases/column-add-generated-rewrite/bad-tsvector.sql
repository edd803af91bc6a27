-- expect: column-add-generated-rewrite
-- before
CREATE TABLE docs (id int PRIMARY KEY, body text);
-- change
ALTER TABLE docs ADD COLUMN ts tsvector GENERATED ALWAYS AS (to_tsvector('english'::regconfig, body)) STORED;
