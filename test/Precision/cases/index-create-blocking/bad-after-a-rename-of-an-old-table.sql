-- expect: index-create-blocking, table-rename-breaks-clients
-- before
CREATE TABLE docs (id int PRIMARY KEY, body text);
-- change
ALTER TABLE docs RENAME TO documents;
CREATE INDEX documents_body_idx ON documents (body);
