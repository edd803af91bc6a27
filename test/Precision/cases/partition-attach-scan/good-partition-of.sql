-- expect: nothing
-- before
CREATE TABLE m (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
-- change
CREATE TABLE m_2030 PARTITION OF m FOR VALUES FROM ('2030-01-01') TO ('2031-01-01');
