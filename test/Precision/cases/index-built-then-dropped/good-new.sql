-- expect: nothing
-- before
CREATE TABLE users (id bigint PRIMARY KEY, email text);
-- change
CREATE TABLE notes (id bigint PRIMARY KEY, body text);
CREATE INDEX notes_body_idx ON notes (body);
DROP INDEX notes_body_idx;
