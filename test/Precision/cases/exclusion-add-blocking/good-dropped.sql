-- expect: nothing
-- before
CREATE TABLE bookings (id int PRIMARY KEY, during tstzrange, CONSTRAINT x EXCLUDE USING gist (during WITH &&));
-- change
ALTER TABLE bookings DROP CONSTRAINT x;
