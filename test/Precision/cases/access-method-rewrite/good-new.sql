-- expect: nothing
-- change
CREATE TABLE events (id bigint PRIMARY KEY);
ALTER TABLE events SET ACCESS METHOD heap;
