-- expect: type-serial
-- with: -Wtype-serial
-- change
CREATE TABLE t (id serial PRIMARY KEY);
