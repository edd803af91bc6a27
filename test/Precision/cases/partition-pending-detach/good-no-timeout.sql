-- expect: nothing
-- before
CREATE TABLE events (id bigint, at date) PARTITION BY RANGE (id);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (1000);
-- change
SET lock_timeout = 0;
SET statement_timeout = 0;
ALTER TABLE events DETACH PARTITION events_1 CONCURRENTLY;
