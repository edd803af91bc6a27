-- expect: nothing
-- with: -Wtable-no-primary-key
-- change
CREATE TABLE log (at timestamptz, id bigint);
ALTER TABLE ONLY log ADD CONSTRAINT log_pkey PRIMARY KEY (id);
