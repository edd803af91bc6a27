-- expect: nothing
-- before
CREATE TABLE orders (id bigint PRIMARY KEY, tags varchar(10)[], sums numeric(10,2)[]);
-- change
ALTER TABLE orders ALTER COLUMN tags TYPE varchar[];
ALTER TABLE orders ALTER COLUMN sums TYPE numeric[];
