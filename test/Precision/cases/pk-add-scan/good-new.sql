-- expect: nothing
-- before
CREATE TABLE a (id int);
-- change
CREATE TABLE logs (id bigint NOT NULL, line text);
ALTER TABLE ONLY logs ADD CONSTRAINT logs_pkey PRIMARY KEY (id);
