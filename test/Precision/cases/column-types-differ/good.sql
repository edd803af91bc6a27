-- expect: nothing
-- with: -Wcolumn-types-differ
-- change
CREATE TABLE a (id int PRIMARY KEY, customer_id bigint);
CREATE TABLE b (id int PRIMARY KEY, customer_id int8);
