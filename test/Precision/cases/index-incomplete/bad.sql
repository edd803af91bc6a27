-- expect: index-incomplete
-- before
CREATE TABLE e (id bigint NOT NULL, at int NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE e1 PARTITION OF e FOR VALUES FROM (1) TO (2);
-- change
CREATE INDEX e_at ON ONLY e (at);
