-- expect: pk-nullable-scan
-- before
CREATE TABLE t (id bigint);
-- change
CREATE UNIQUE INDEX CONCURRENTLY t_pkey ON t (id);
ALTER TABLE t ADD CONSTRAINT t_pkey PRIMARY KEY USING INDEX t_pkey;
