-- expect: nothing
-- with: -Wtype-timestamp-without-zone
-- change
CREATE TABLE t (id int PRIMARY KEY, at timestamp with time zone, d date);
