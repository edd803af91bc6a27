-- expect: nothing
-- before
CREATE TABLE docs (id int PRIMARY KEY, body text);
-- change
CREATE MATERIALIZED VIEW doc_counts AS SELECT body, count(*) AS n FROM docs GROUP BY body;
CREATE UNIQUE INDEX doc_counts_body_key ON doc_counts (body);
