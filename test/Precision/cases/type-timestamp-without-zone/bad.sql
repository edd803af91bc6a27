-- expect: type-timestamp-without-zone
-- with: -Wtype-timestamp-without-zone
-- change
CREATE TABLE t (id int PRIMARY KEY, at timestamp(3));
