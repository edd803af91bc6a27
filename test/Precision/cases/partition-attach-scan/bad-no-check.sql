-- expect: partition-attach-scan
-- before
CREATE TABLE m (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE m_old (id bigint, at date NOT NULL);
-- change
ALTER TABLE m ATTACH PARTITION m_old FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
