-- expect: nothing
-- before
CREATE TABLE plans (id bigserial PRIMARY KEY, name text);
-- change
INSERT INTO plans (id, name) VALUES (nextval('plans_id_seq'), 'free');
