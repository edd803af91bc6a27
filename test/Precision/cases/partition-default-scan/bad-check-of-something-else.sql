-- expect: partition-default-scan
-- before
CREATE TABLE m (id bigint, n int NOT NULL) PARTITION BY RANGE (n);
CREATE TABLE m_rest PARTITION OF m DEFAULT;
ALTER TABLE m_rest ADD CONSTRAINT m_rest_n_check CHECK (n < 15 AND id > 0);
-- change
CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM (10) TO (20);
