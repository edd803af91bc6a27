-- expect: type-rewrite
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, tags varchar(10)[]);
-- change
ALTER TABLE orders ALTER COLUMN tags TYPE varchar(20)[];
