-- expect: table-no-primary-key
-- with: -Wtable-no-primary-key
-- change
CREATE TABLE log (at timestamptz, line text);
