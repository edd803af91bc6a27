-- expect: nothing
-- before
CREATE TABLE m (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE m_rest PARTITION OF m DEFAULT;
ALTER TABLE m_rest ADD CONSTRAINT m_rest_check CHECK (at < '2026-01-01' OR at >= '2027-01-01');
CREATE TABLE m_1 (id bigint, at date NOT NULL, CONSTRAINT m_1_check CHECK (at >= '2026-01-01' AND at < '2027-01-01'));
-- change
ALTER TABLE m ATTACH PARTITION m_1 FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
