-- expect: nothing
-- with: -Wname-without-schema
-- before
CREATE TABLE public.orders (id bigint PRIMARY KEY, total numeric);
-- change
CREATE INDEX CONCURRENTLY i ON public.orders (total);
