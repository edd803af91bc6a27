-- expect: nothing
-- before
CREATE TABLE events (id bigint PRIMARY KEY, at timestamptz);
-- change
-- CREATE INDEX events_at_idx ON events (at);
/* CREATE INDEX events_at_idx ON events (at); */
SELECT 'CREATE INDEX events_at_idx ON events (at)';
