-- expect: sequence-restart
-- before
CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, state text);
-- change
ALTER SEQUENCE orders_id_seq RESTART;
