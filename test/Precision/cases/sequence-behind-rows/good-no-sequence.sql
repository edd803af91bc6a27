-- expect: nothing
-- before
CREATE TABLE plans (id bigint PRIMARY KEY, name text);
-- change
INSERT INTO plans (id, name) VALUES (1, 'free');
