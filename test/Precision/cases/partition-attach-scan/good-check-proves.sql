-- expect: nothing
-- before
CREATE TABLE m (id bigint, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE m_old (id bigint, at date NOT NULL);
-- change
ALTER TABLE m_old ADD CONSTRAINT in_2020 CHECK (at >= '2020-01-01'::date AND at < '2021-01-01'::date) NOT VALID;
ALTER TABLE m_old VALIDATE CONSTRAINT in_2020;
ALTER TABLE m ATTACH PARTITION m_old FOR VALUES FROM ('2020-01-01') TO ('2021-01-01');
