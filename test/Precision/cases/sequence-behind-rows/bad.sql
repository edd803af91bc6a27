-- expect: sequence-behind-rows
-- before
CREATE TABLE plans (id bigserial PRIMARY KEY, name text);
-- change
INSERT INTO plans (id, name) VALUES (1, 'free'), (2, 'team');
