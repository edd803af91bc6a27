-- expect: nothing
-- before
CREATE TABLE logs (id bigint NOT NULL, line text);
-- change
CREATE UNIQUE INDEX CONCURRENTLY logs_pkey ON logs (id);
ALTER TABLE logs ADD CONSTRAINT logs_pkey PRIMARY KEY USING INDEX logs_pkey;
