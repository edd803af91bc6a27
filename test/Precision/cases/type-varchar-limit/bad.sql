-- expect: type-varchar-limit
-- with: -Wtype-varchar-limit
-- change
CREATE TABLE t (id int PRIMARY KEY, name varchar(20));
