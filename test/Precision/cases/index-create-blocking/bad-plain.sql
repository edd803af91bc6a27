-- expect: index-create-blocking
-- before
CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz);
-- change
CREATE INDEX events_at_idx ON events (at);
