-- expect: type-money
-- with: -Wtype-money
-- change
CREATE TABLE t (id int PRIMARY KEY, price money);
