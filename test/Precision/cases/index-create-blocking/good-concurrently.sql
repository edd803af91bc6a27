-- expect: nothing
-- before
CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz);
-- change
CREATE INDEX CONCURRENTLY events_at_idx ON events (at);
