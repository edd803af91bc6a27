-- expect: nothing
-- before
CREATE TABLE m (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
-- change
CREATE TABLE m_1 PARTITION OF m FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
