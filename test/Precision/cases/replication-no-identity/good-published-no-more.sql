-- expect: nothing
-- before
CREATE TABLE orders (id bigint PRIMARY KEY);
-- change
CREATE PUBLICATION pub FOR TABLE orders;
ALTER PUBLICATION pub DROP TABLE orders;
ALTER TABLE orders REPLICA IDENTITY NOTHING;
