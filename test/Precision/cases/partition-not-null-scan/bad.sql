-- expect: partition-not-null-scan
-- before
CREATE TABLE events (id bigint NOT NULL, at date, note text) PARTITION BY RANGE (id);
CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (1) TO (1000000);
-- change
ALTER TABLE events_1 ALTER COLUMN at SET NOT NULL;
