-- expect: pk-add-scan
-- before
CREATE TABLE logs (id bigint NOT NULL, line text);
-- change
ALTER TABLE logs ADD PRIMARY KEY (id);
