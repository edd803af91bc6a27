-- expect: type-json
-- with: -Wtype-json
-- change
CREATE TABLE t (id int PRIMARY KEY, body json);
