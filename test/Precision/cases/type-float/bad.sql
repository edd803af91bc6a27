-- expect: type-float x2
-- with: -Wtype-float
-- change
CREATE TABLE t (id int PRIMARY KEY, price real, tax double precision);
