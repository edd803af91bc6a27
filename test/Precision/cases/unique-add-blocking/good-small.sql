-- expect: nothing
-- rows: roles 12
-- before
CREATE TABLE roles (id int PRIMARY KEY, name text);
-- change
ALTER TABLE roles ADD UNIQUE (name);
