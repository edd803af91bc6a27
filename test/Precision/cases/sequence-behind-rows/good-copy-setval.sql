-- expect: nothing
-- before
CREATE TABLE plans (id bigserial PRIMARY KEY, name text);
-- change
COPY plans (id, name) FROM stdin;
1	free
\.
SELECT pg_catalog.setval('plans_id_seq', (SELECT max(id) FROM plans), true);
