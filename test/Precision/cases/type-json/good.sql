-- expect: nothing
-- with: -Wtype-json
-- change
CREATE TABLE t (id int PRIMARY KEY, body jsonb);
