-- expect: nothing
-- before
CREATE TABLE docs (id int PRIMARY KEY, body text);
CREATE MATERIALIZED VIEW doc_counts AS SELECT body, count(*) AS n FROM docs GROUP BY body;
-- change
-- nobody writes into it but REFRESH
CREATE INDEX doc_counts_n_idx ON doc_counts (n);
