-- expect: index-create-blocking
-- before
CREATE TABLE docs (id int PRIMARY KEY, body jsonb);
-- change
CREATE INDEX docs_body_idx ON docs USING gin (body jsonb_path_ops);
