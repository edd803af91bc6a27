-- expect: nothing
-- with: -Wname-without-schema
-- before
CREATE TABLE public.orders (id bigint PRIMARY KEY, total numeric);
-- change
ALTER TABLE public.orders ADD COLUMN paid boolean;
