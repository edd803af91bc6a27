-- expect: pk-add-scan
-- change
ALTER TABLE ONLY audit.entries ADD CONSTRAINT entries_pkey PRIMARY KEY (id);
