-- expect: partition-attach-scan
-- before
CREATE TABLE m (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE m_old (id bigint, at date NOT NULL);
ALTER TABLE m_old ADD CONSTRAINT in_2020 CHECK (at >= '2020-01-01' AND at < '2021-01-01') NOT VALID;
-- change
ALTER TABLE m ATTACH PARTITION m_old FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
