-- expect: sequence-behind-rows
-- before
CREATE TABLE plans (id bigserial PRIMARY KEY, name text);
-- change
-- all columns
COPY plans FROM stdin;
1	free
\.
