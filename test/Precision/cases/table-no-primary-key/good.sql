-- expect: nothing
-- with: -Wtable-no-primary-key
-- change
CREATE TABLE log (at timestamptz, line text, id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
