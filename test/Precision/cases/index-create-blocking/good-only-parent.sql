-- expect: nothing
-- version: 15
-- before
CREATE TABLE m (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE m_2024 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- change
-- the advised way for partitioned tables: the parent's is made invalid, without reading
CREATE INDEX m_id_idx ON ONLY m (id);
CREATE INDEX CONCURRENTLY m_2024_id_idx ON m_2024 (id);
ALTER INDEX m_id_idx ATTACH PARTITION m_2024_id_idx;
