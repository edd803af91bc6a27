-- expect: name-without-schema
-- with: -Wname-without-schema
-- before
CREATE TABLE public.orders (id bigint PRIMARY KEY, total numeric);
-- change
ALTER TABLE orders ADD COLUMN paid boolean;
