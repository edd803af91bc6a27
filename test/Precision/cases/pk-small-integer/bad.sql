-- expect: pk-small-integer
-- with: -Wpk-small-integer
-- change
CREATE TABLE t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
