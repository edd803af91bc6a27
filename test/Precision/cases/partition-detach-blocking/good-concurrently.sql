-- expect: nothing
-- with: -Wpartition-detach-blocking
-- before
CREATE TABLE m (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE m_2024 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
-- change
ALTER TABLE m DETACH PARTITION m_2024 CONCURRENTLY;
