-- expect: nothing
-- with: -Wpk-small-integer
-- change
CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n int);
