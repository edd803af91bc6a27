-- expect: pk-add-scan
-- before
CREATE TABLE logs (id bigint, line text);
-- change
ALTER TABLE logs ADD CONSTRAINT logs_pk PRIMARY KEY (id);
