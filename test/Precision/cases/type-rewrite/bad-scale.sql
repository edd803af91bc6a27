-- expect: type-rewrite
-- before
CREATE TABLE hits (id int PRIMARY KEY, price numeric(10,2));
-- change
ALTER TABLE hits ALTER price TYPE numeric(12,4);
