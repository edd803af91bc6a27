-- expect: nothing
-- with: -Wtype-money
-- change
CREATE TABLE t (id int PRIMARY KEY, money numeric(12, 2));
